package io.sealpost.delivery.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class IdleTimeoutsTest {
    @Test
    void aConnectionIsClosedAfterTwoUnansweredPingsAtLeast() throws IOException {
        HttpServerOptions options = new HttpServerOptions();
        new IdleTimeouts().customizeHttpServer(options);
        Properties settings = new Properties();
        try (var file = IdleTimeoutsTest.class.getResourceAsStream("/application.properties")) {
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
                .isEqualTo((int) IdleTimeouts.IDLE_TIMEOUT.toMillis());
        assertThat(IdleTimeouts.IDLE_TIMEOUT).isGreaterThan(ping.multipliedBy(2));
    }
}
