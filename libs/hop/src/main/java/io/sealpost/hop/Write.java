package io.sealpost.hop;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * One set-based statement of a batch. It is a value, not a call: all writes of a batch and its
 * commit go to the database in one turn, so none can wait for another's answer, and what must not
 * be is the database's to refuse.
 *
 * @param columns an array a parameter, for {@code unnest}
 */
public record Write(String sql, Tuple columns) {

    Uni<Void> send(SqlConnection transaction) {
        return transaction.preparedQuery(sql).execute(columns).replaceWithVoid();
    }
}
