package io.sealpost.audit.messaging;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.stream.StreamSupport;

/** Reads and changes the service's database. */
record Sql(Pool pool) {

    List<Row> rows(String query, Object... parameters) {
        return StreamSupport.stream(
                        pool.preparedQuery(query)
                                .execute(Tuple.from(parameters))
                                .await()
                                .indefinitely()
                                .spliterator(),
                        false)
                .toList();
    }

    long number(String query, Object... parameters) {
        return rows(query, parameters).getFirst().getLong(0);
    }
}
