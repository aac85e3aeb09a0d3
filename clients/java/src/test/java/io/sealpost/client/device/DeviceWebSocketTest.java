package io.sealpost.client.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.client.device.ServerFrame.PushFrame;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DeviceWebSocketTest {
    private static final String KEY = "Sec-WebSocket-Key: ";
    private static final byte[] CHALLENGE =
            textFrame("{\"type\":\"challenge\",\"nonce\":\"AAAA\"}");

    private final List<String> calls = new ArrayList<>();
    private final DeviceWebSocket webSocket =
            new DeviceWebSocket(new SilentListener(), Runnable::run);

    @Test
    void aSocketThatOpensAfterTheEndIsAborted() {
        webSocket.abort();
        webSocket.onOpen(socket());

        assertThat(calls).containsExactly("abort");
    }

    @Test
    void anOpenSocketIsReadUntilItIsAborted() {
        webSocket.onOpen(socket());
        webSocket.abort();

        assertThat(calls).containsExactly("request", "abort");
    }

    /** A server that is killed sends no closing frame. */
    @Test
    void anEndRightAfterAFrameIsAlwaysReported() throws IOException {
        try (DeviceFleet fleet = DeviceFleet.ofThreads(1);
                ServerSocket server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            server.setSoTimeout(5_000);
            URI address = URI.create("ws://127.0.0.1:" + server.getLocalPort());
            for (int i = 0; i < 30; i++) {
                CompletableFuture<Void> ended = new CompletableFuture<>();
                SilentListener device =
                        new SilentListener() {
                            @Override
                            public void ended(DeviceWebSocket from) {
                                ended.complete(null);
                            }
                        };
                var built =
                        fleet.http()
                                .newWebSocketBuilder()
                                .buildAsync(
                                        address, new DeviceWebSocket(device, fleet.callbacks()));
                try (Socket connection = server.accept()) {
                    acceptHandshake(connection);
                    built.join();
                    connection.getOutputStream().write(CHALLENGE);
                }
                assertThat(ended).succeedsWithin(Duration.ofSeconds(5));
            }
        }
    }

    /** Answers the handshake of RFC 6455. */
    private static void acceptHandshake(Socket connection) throws IOException {
        var request =
                new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
        String key = "";
        for (String line = request.readLine(); !line.isEmpty(); line = request.readLine()) {
            key = line.startsWith(KEY) ? line.substring(KEY.length()) : key;
        }
        String answer =
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: "
                        + Base64.getEncoder()
                                .encodeToString(sha1(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
                        + "\r\n\r\n";
        connection.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] sha1(String text) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] textFrame(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 + bytes.length)
                .put((byte) 0x81)
                .put((byte) bytes.length)
                .put(bytes)
                .array();
    }

    /** Records the names of the methods that are called; each returns null. */
    private WebSocket socket() {
        return (WebSocket)
                Proxy.newProxyInstance(
                        WebSocket.class.getClassLoader(),
                        new Class<?>[] {WebSocket.class},
                        (proxy, method, arguments) -> {
                            calls.add(method.getName());
                            return null;
                        });
    }

    /** Does nothing at any event. */
    private static class SilentListener implements DeviceWebSocket.Listener {
        @Override
        public void challenged(DeviceWebSocket from, byte[] nonce) {}

        @Override
        public void ready(DeviceWebSocket from, long listVersion) {}

        @Override
        public void pushed(DeviceWebSocket from, PushFrame push) {}

        @Override
        public void pingAnswered(DeviceWebSocket from) {}

        @Override
        public void errorReceived(DeviceWebSocket from, String code) {}

        @Override
        public void ended(DeviceWebSocket from) {}
    }
}
