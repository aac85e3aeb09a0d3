package io.sealpost.delivery.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Instant;

/** The database's clock, by which consent's pulse is judged. */
public final class DatabaseClock {
    private DatabaseClock() {}

    /** The time at which the database executes this statement. */
    public static Uni<Instant> now(Pool pool) {
        return pool.query("select clock_timestamp()")
                .execute()
                .map(rows -> rows.iterator().next().getOffsetDateTime(0).toInstant());
    }
}
