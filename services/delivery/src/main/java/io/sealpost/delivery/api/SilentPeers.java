package io.sealpost.delivery.api;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection whose peer takes or says nothing any more. A device that is well answers the
 * ping of every thirty seconds; of one that stopped reading not even the closing frame is taken.
 */
@ApplicationScoped
class SilentPeers implements HttpServerOptionsCustomizer {
    private static final int SECONDS = 90;

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setReadIdleTimeout(SECONDS)
                .setWriteIdleTimeout(SECONDS);
    }
}
