package io.sealpost.hop.beans;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.sealpost.hop.TimeLimitedPool;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the one reactive pool of a service. */
@Singleton
class DatabasePool implements PgPoolCreator {
    private final Duration timeout;

    @Inject
    DatabasePool(@ConfigProperty(name = "sealpost.database.timeout") Duration timeout) {
        this.timeout = timeout;
    }

    @Override
    public Pool create(Input input) {
        return TimeLimitedPool.of(
                input.vertx(), input.pgConnectOptionsList(), input.poolOptions(), timeout);
    }
}
