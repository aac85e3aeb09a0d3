package io.sealpost.hop;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnectOptions;
import io.vertx.sqlclient.spi.ConnectionFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A pool that waits for no answer without an end. The client of Vert.x has no limit of its own: a
 * server that accepts and is silent would hold every connection, and whoever waits for one, for
 * ever; and a caller who stops waiting gives no connection back.
 *
 * <p>Three limits follow from one patience. A connection is made in a third of it. The server
 * itself ends a statement, or a transaction that waits for its client, after two thirds: what no
 * client waits for any more ends and lets its locks go, and a connection that is merely slow is
 * kept. One that says nothing for the whole of it, and up to a third more, is closed: each of its
 * commands fails with {@link DatabaseUnresponsive}, and the pool makes another.
 */
public final class TimeLimitedPool {
    private static final int PARTS = 3;

    /** Far more than wait in any hurry; without a limit an outage would fill the memory. */
    private static final int MOST_WAITING = 10_000;

    private TimeLimitedPool() {}

    /**
     * The pool of a service.
     *
     * @param databases changed by this
     * @param options changed by this
     * @param patience until a silent connection is closed, at the earliest
     */
    public static Pool of(
            Vertx vertx, List<PgConnectOptions> databases, PoolOptions options, Duration patience) {
        databases.forEach(database -> limit(database, patience));
        options.setConnectionTimeout(Math.toIntExact(patience.toMillis()))
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
                .setMaxWaitQueueSize(MOST_WAITING);
        return new Driver(patience).createPool(vertx, databases, options);
    }

    private static void limit(PgConnectOptions database, Duration patience) {
        int part = Math.toIntExact(patience.dividedBy(PARTS).toMillis());
        String limit = Long.toString(patience.toMillis() - part);
        database.addProperty("statement_timeout", limit)
                .addProperty("idle_in_transaction_session_timeout", limit)
                .setConnectTimeout(part)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setReadIdleTimeout(part);
    }

    private static final class Driver extends PgDriver {
        private final Duration patience;

        Driver(Duration patience) {
            this.patience = patience;
        }

        @Override
        public ConnectionFactory createConnectionFactory(
                Vertx vertx, Supplier<? extends Future<? extends SqlConnectOptions>> databases) {
            return new TimeLimitedConnections((VertxInternal) vertx, databases, patience);
        }
    }
}
