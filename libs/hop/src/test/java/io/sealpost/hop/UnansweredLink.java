package io.sealpost.hop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A line to a server that can lose what the server says: what is sent arrives, what is answered
 * does not.
 */
final class UnansweredLink implements AutoCloseable {
    private final int port;
    private final ServerSocket near;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicReference<@Nullable String> last = new AtomicReference<>();
    private volatile boolean deaf;

    /**
     * @param port of the server, on this machine
     */
    UnansweredLink(int port) throws IOException {
        this.port = port;
        this.near = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::accept);
    }

    int port() {
        return near.getLocalPort();
    }

    /** From the next command with this word on, answers are lost; the command's own too. */
    void deafenAt(String word) {
        last.set(word);
    }

    void hear() {
        deaf = false;
    }

    /** How many bytes of answers were lost. */
    long lost() {
        return lost.get();
    }

    private void accept() {
        while (!near.isClosed()) {
            try {
                Socket client = near.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
                open.add(client);
                open.add(server);
                Thread.startVirtualThread(() -> pass(client, server, false));
                Thread.startVirtualThread(() -> pass(server, client, true));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void pass(Socket from, Socket to, boolean answers) {
        byte[] bytes = new byte[65_536];
        try (from;
                to) {
            int length = from.getInputStream().read(bytes);
            while (length >= 0) {
                if (answers && deaf) {
                    lost.addAndGet(length);
                } else {
                    listen(answers, new String(bytes, 0, length, ISO_8859_1));
                    to.getOutputStream().write(bytes, 0, length);
                }
                length = from.getInputStream().read(bytes);
            }
        } catch (IOException ended) {
            // Either side may end at any time.
            return;
        } finally {
            open.removeIf(Socket::isClosed);
        }
    }

    private void listen(boolean answers, String said) {
        String word = last.get();
        if (!answers && word != null && said.contains(word)) {
            deaf = true;
            last.set(null);
        }
    }

    @Override
    public void close() throws IOException {
        near.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
