package io.sealpost.client.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.client.device.ServerFrame.Push;
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

class ConversationTest {
    private static final String KEY = "Sec-WebSocket-Key: ";
    private static final byte[] CHALLENGE =
            textFrame("{\"type\":\"challenge\",\"nonce\":\"AAAA\"}");

    private final List<String> calls = new ArrayList<>();
    private final Conversation conversation = new Conversation(new Deaf(), Runnable::run);

    @Test
    void aSocketThatOpensAfterTheEndIsAborted() {
        conversation.abort();
        conversation.onOpen(socket());

        assertThat(calls).containsExactly("abort");
    }

    @Test
    void anOpenSocketIsReadUntilItIsAborted() {
        conversation.onOpen(socket());
        conversation.abort();

        assertThat(calls).containsExactly("request", "abort");
    }

    /** As when the server is killed: the end comes without a closing frame. */
    @Test
    void everyConnectionThatEndsRightAfterAFrameHasEnded() throws IOException {
        try (DeviceFleet fleet = DeviceFleet.ofThreads(1);
                ServerSocket server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            server.setSoTimeout(5_000);
            URI address = URI.create("ws://127.0.0.1:" + server.getLocalPort());
            for (int i = 0; i < 30; i++) {
                CompletableFuture<Void> ended = new CompletableFuture<>();
                Deaf device =
                        new Deaf() {
                            @Override
                            public void ended(Conversation in) {
                                ended.complete(null);
                            }
                        };
                var built =
                        fleet.http()
                                .newWebSocketBuilder()
                                .buildAsync(address, new Conversation(device, fleet.callbacks()));
                try (Socket connection = server.accept()) {
                    letIn(connection);
                    built.join();
                    connection.getOutputStream().write(CHALLENGE);
                }
                assertThat(ended).succeedsWithin(Duration.ofSeconds(5));
            }
        }
    }

    /** A handshake as in RFC 6455. */
    private static void letIn(Socket connection) throws IOException {
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

    /** Notes what is called; all of it returns nothing. */
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

    private static class Deaf implements Conversation.Listener {
        @Override
        public void challenged(Conversation in, byte[] nonce) {}

        @Override
        public void ready(Conversation in, long listVersion) {}

        @Override
        public void pushed(Conversation in, Push push) {}

        @Override
        public void answered(Conversation in) {}

        @Override
        public void refused(Conversation in, String code) {}

        @Override
        public void ended(Conversation in) {}
    }
}
