package io.sealpost.hop;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * One set-based statement of a batch, as a value: the hop sends all writes of a batch and its
 * commit in one turn. So no write depends on the answer to another; a constraint of the database
 * refuses what must not be stored, and rolls the batch back.
 *
 * @param columns one array for each parameter, for {@code unnest}
 */
public record Write(String sql, Tuple columns) {

    Uni<Void> send(SqlConnection transaction) {
        return transaction.preparedQuery(sql).execute(columns).replaceWithVoid();
    }
}
