package io.sealpost.hop.beans;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.sealpost.hop.TimeLimitedPool;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Every service's one reactive pool, Hibernate's too. */
@Singleton
class DatabasePool implements PgPoolCreator {
    private final Duration patience;

    @Inject
    DatabasePool(@ConfigProperty(name = "sealpost.database.patience") Duration patience) {
        this.patience = patience;
    }

    @Override
    public Pool create(Input input) {
        return TimeLimitedPool.of(
                input.vertx(), input.pgConnectOptionsList(), input.poolOptions(), patience);
    }
}
