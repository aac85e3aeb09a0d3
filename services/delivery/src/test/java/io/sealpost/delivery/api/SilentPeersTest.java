package io.sealpost.delivery.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SilentPeersTest {
    private static final String UPGRADE =
            """
            GET / HTTP/1.1\r
            Host: localhost\r
            Connection: Upgrade\r
            Upgrade: websocket\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r
            \r
            """;
    private static final int FAR_TOO_LONG = 10_000;

    @Test
    void itWaitsThroughTwoPingsAtLeastInEachDirection() throws IOException {
        HttpServerOptions options = new HttpServerOptions();
        new SilentPeers().customizeHttpServer(options);
        Properties settings = new Properties();
        try (var file = SilentPeersTest.class.getResourceAsStream("/application.properties")) {
            settings.load(file);
        }
        Duration ping =
                Duration.parse(
                        "PT"
                                + settings.getProperty(
                                        "quarkus.websockets-next.server.auto-ping-interval"));

        assertThat(options.getIdleTimeoutUnit()).isEqualTo(TimeUnit.MILLISECONDS);
        assertThat(options.getReadIdleTimeout())
                .isEqualTo(options.getWriteIdleTimeout())
                .isEqualTo((int) SilentPeers.PATIENCE.toMillis());
        assertThat(SilentPeers.PATIENCE).isGreaterThan(ping.multipliedBy(2));
    }

    /** The timeout outlives the upgrade to a WebSocket. */
    @Test
    void aSocketThatSaysNothingAnyMoreIsClosed() throws Exception {
        HttpServerOptions options = new HttpServerOptions();
        new SilentPeers(Duration.ofSeconds(2)).customizeHttpServer(options);
        // By what the peer says alone.
        options.setWriteIdleTimeout(0);
        Vertx vertx = Vertx.vertx();
        try {
            HttpServer server =
                    vertx.createHttpServer(options)
                            .webSocketHandler(socket -> {})
                            .listen(0, "127.0.0.1")
                            .toCompletionStage()
                            .toCompletableFuture()
                            .join();
            try (Socket silent =
                    new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
                silent.setSoTimeout(FAR_TOO_LONG);
                silent.getOutputStream().write(UPGRADE.getBytes(US_ASCII));
                String heard = new String(silent.getInputStream().readAllBytes(), US_ASCII);
                assertThat(heard).startsWith("HTTP/1.1 101");
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
