package io.sealpost.delivery.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SilentPeersTest {
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
}
