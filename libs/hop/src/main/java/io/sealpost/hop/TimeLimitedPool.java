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
 * A connection pool in which every wait has a limit. The Vert.x client has none: a server that
 * accepts connections and does not answer would block every connection, and every caller that waits
 * for one, for ever.
 *
 * <p>Three limits follow from one timeout. Connecting may take a third of it. The server cancels a
 * statement, and a transaction that waits for its client, after two thirds: abandoned work ends and
 * releases its locks, and the connection stays usable. A connection with an unanswered command is
 * closed after the whole timeout, or up to a third later: its commands fail with {@link
 * DatabaseUnresponsive}, and the pool opens another.
 */
public final class TimeLimitedPool {
    private static final int PARTS = 3;

    /** More callers than wait in any load; without a limit, an outage would fill the memory. */
    private static final int MAX_WAITING = 10_000;

    private TimeLimitedPool() {}

    /**
     * The pool of a service.
     *
     * @param databases modified
     * @param options modified
     * @param timeout the least time until a connection that does not answer is closed
     */
    public static Pool of(
            Vertx vertx, List<PgConnectOptions> databases, PoolOptions options, Duration timeout) {
        databases.forEach(database -> limit(database, timeout));
        options.setConnectionTimeout(Math.toIntExact(timeout.toMillis()))
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
                .setMaxWaitQueueSize(MAX_WAITING);
        return new Driver(timeout).createPool(vertx, databases, options);
    }

    private static void limit(PgConnectOptions database, Duration timeout) {
        int part = Math.toIntExact(timeout.dividedBy(PARTS).toMillis());
        String limit = Long.toString(timeout.toMillis() - part);
        database.addProperty("statement_timeout", limit)
                .addProperty("idle_in_transaction_session_timeout", limit)
                .setConnectTimeout(part)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setReadIdleTimeout(part);
    }

    private static final class Driver extends PgDriver {
        private final Duration timeout;

        Driver(Duration timeout) {
            this.timeout = timeout;
        }

        @Override
        public ConnectionFactory createConnectionFactory(
                Vertx vertx, Supplier<? extends Future<? extends SqlConnectOptions>> databases) {
            return new TimeLimitedConnections((VertxInternal) vertx, databases, timeout);
        }
    }
}
