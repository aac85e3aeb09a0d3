package io.sealpost.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A proxy between devices and delivery. It drops every third acknowledgement and closes that
 * connection, and it compares the messages that are pushed again.
 */
final class LossyProxy extends ProxySelector implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DROP_EVERY = 3;

    private final ServerSocket server;
    private final ProxySelector before = ProxySelector.getDefault();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger acknowledgements = new AtomicInteger();
    private final AtomicInteger dropped = new AtomicInteger();
    private final AtomicInteger pushes = new AtomicInteger();
    private final AtomicInteger changed = new AtomicInteger();
    private final Map<String, String> pushed = new ConcurrentHashMap<>();

    /** HTTP clients that are made from now on use it for devices' sockets. */
    LossyProxy() throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::accept);
        ProxySelector.setDefault(this);
    }

    @Override
    public List<Proxy> select(URI uri) {
        return uri.getPath().endsWith("/devices/socket")
                ? List.of(
                        new Proxy(
                                Proxy.Type.HTTP,
                                new InetSocketAddress(
                                        server.getInetAddress(), server.getLocalPort())))
                : List.of(Proxy.NO_PROXY);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        // The device reconnects.
    }

    /** The number of acknowledgements that devices sent. */
    int acknowledgements() {
        return acknowledgements.get();
    }

    /** The number of acknowledgements that were dropped. */
    int dropped() {
        return dropped.get();
    }

    /** The number of pushes, repeated ones included. */
    int pushes() {
        return pushes.get();
    }

    /** The number of different messages that were pushed. */
    int messages() {
        return pushed.size();
    }

    /** The number of messages that were pushed again with other bytes. */
    int changed() {
        return changed.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket device = server.accept();
                device.setTcpNoDelay(true);
                sockets.add(device);
                Thread.startVirtualThread(() -> serve(device));
            } catch (IOException closed) {
                return;
            }
        }
    }

    /** {@code CONNECT host:port}, then the handshake, then frames. */
    private void serve(Socket device) {
        try (device) {
            DataInputStream in = in(device);
            String authority = head(in).split(" ")[1];
            int colon = authority.lastIndexOf(':');
            try (Socket delivery =
                    new Socket(
                            authority.substring(0, colon),
                            Integer.parseInt(authority.substring(colon + 1)))) {
                delivery.setTcpNoDelay(true);
                sockets.add(delivery);
                write(device, "HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                Thread down = Thread.startVirtualThread(() -> copy(delivery, device));
                pass(in, delivery, this::isDropped);
                down.interrupt();
            }
        } catch (IOException ended) {
            // Either side may end at any time.
            return;
        } finally {
            sockets.removeIf(Socket::isClosed);
        }
    }

    private void copy(Socket from, Socket to) {
        try (from;
                to) {
            pass(in(from), to, this::compare);
        } catch (IOException ended) {
            // Either side may end at any time.
            return;
        }
    }

    /** Decides whether a message ends the connection instead of being passed on. */
    private interface Filter {
        boolean endsConnection(String message) throws IOException;
    }

    /** Passes on the handshake and each message, until the filter ends the connection. */
    private static void pass(DataInputStream in, Socket to, Filter filter) throws IOException {
        write(to, head(in).getBytes(StandardCharsets.ISO_8859_1));
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        while (true) {
            WebSocketFrame frame = WebSocketFrame.read(in);
            if (frame.isControl()) {
                write(to, frame.raw());
                continue;
            }
            raw.write(frame.raw());
            text.write(frame.payload());
            if (frame.isLast()) {
                if (filter.endsConnection(text.toString(StandardCharsets.UTF_8))) {
                    return;
                }
                write(to, raw.toByteArray());
                raw.reset();
                text.reset();
            }
        }
    }

    private boolean isDropped(String message) throws IOException {
        if (!JSON.readTree(message).path("type").asText().equals("ack")
                || acknowledgements.incrementAndGet() % DROP_EVERY != 0) {
            return false;
        }
        dropped.incrementAndGet();
        return true;
    }

    private boolean compare(String message) throws IOException {
        for (JsonNode one : JSON.readTree(message).path("messages")) {
            pushes.incrementAndGet();
            String before = pushed.putIfAbsent(one.path("messageId").asText(), one.toString());
            if (before != null && !before.equals(one.toString())) {
                changed.incrementAndGet();
            }
        }
        return false;
    }

    private static DataInputStream in(Socket socket) throws IOException {
        return new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    private static String head(DataInputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    private static void write(Socket to, byte[] bytes) throws IOException {
        OutputStream out = to.getOutputStream();
        out.write(bytes);
        out.flush();
    }

    @Override
    public void close() throws IOException {
        ProxySelector.setDefault(before);
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
