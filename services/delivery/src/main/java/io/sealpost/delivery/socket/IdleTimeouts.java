package io.sealpost.delivery.socket;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection on which nothing could be read, or nothing written, for a while. A healthy
 * device answers the ping of every 30 seconds; one that has stopped reading does not even receive
 * the closing frame.
 */
@ApplicationScoped
class IdleTimeouts implements HttpServerOptionsCustomizer {
    static final Duration IDLE_TIMEOUT = Duration.ofSeconds(90);

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        int millis = Math.toIntExact(IDLE_TIMEOUT.toMillis());
        options.setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setReadIdleTimeout(millis)
                .setWriteIdleTimeout(millis);
    }
}
