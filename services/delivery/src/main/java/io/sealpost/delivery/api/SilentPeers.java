package io.sealpost.delivery.api;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection whose peer takes or says nothing any more. A device that is well answers the
 * ping of every thirty seconds; of one that stopped reading not even the closing frame is taken.
 */
@ApplicationScoped
class SilentPeers implements HttpServerOptionsCustomizer {
    static final Duration PATIENCE = Duration.ofSeconds(90);

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        int millis = Math.toIntExact(PATIENCE.toMillis());
        options.setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setReadIdleTimeout(millis)
                .setWriteIdleTimeout(millis);
    }
}
