package io.sealpost.hop;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The table {@code parked(id, topic, key, value, parked_at)}: records that wait for a tenant's
 * topic, in order of their ids. All stations of a service share it. Headers are not stored: no
 * record has any.
 */
final class ParkedRecords {

    /** A row and the record in it. */
    record Parked(long id, ProducerRecord<String, byte[]> record) {}

    /** Reads one index entry for each topic, however many rows it has. */
    private static final String TOPICS =
            """
            with recursive found as (
              (select topic from parked order by topic limit 1)
              union all
              select (select p.topic from parked p where p.topic > found.topic order by p.topic limit 1)
                from found where found.topic is not null)
            select topic from found where topic is not null
            """;

    private static final String COUNTS =
            "select topic, count(*) as records from parked group by topic";
    private static final String ADD =
            """
            insert into parked (topic, key, value)
            select topic, key, value
              from unnest($1::text[], $2::text[], $3::bytea[]) with ordinality r(topic, key, value, position)
             order by position
            """;
    private static final String LOCK =
            "select pg_try_advisory_xact_lock(hashtext('sealpost.parked'), hashtext($1)) as locked";
    private static final String FIRST =
            "select id, key, value from parked where topic = $1 order by id limit $2";
    private static final String REMOVE = "delete from parked where id = any($1)";

    private ParkedRecords() {}

    /** The topics that have rows. */
    static Uni<Set<String>> topics(SqlClient client) {
        return client.preparedQuery(TOPICS)
                .execute()
                .map(
                        rows -> {
                            Set<String> topics = new HashSet<>();
                            rows.forEach(row -> topics.add(row.getString("topic")));
                            return topics;
                        });
    }

    /** The number of rows of each topic that has any. */
    static Uni<Map<String, Long>> counts(SqlClient client) {
        return client.preparedQuery(COUNTS)
                .execute()
                .map(
                        rows -> {
                            Map<String, Long> counts = new HashMap<>();
                            rows.forEach(
                                    row ->
                                            counts.put(
                                                    row.getString("topic"),
                                                    row.getLong("records")));
                            return counts;
                        });
    }

    /** Adds the records in order, behind all others; committed when done. */
    static Uni<Void> add(SqlClient client, List<ProducerRecord<String, byte[]>> records) {
        Tuple columns =
                Columns.of(records)
                        .texts(ProducerRecord::topic)
                        .texts(ProducerRecord::key)
                        .bytes(ProducerRecord::value)
                        .tuple();
        return client.preparedQuery(ADD).execute(columns).replaceWithVoid();
    }

    /**
     * The first rows of a topic, locked until the transaction ends; empty where another transaction
     * has the topic's lock.
     */
    static Uni<List<Parked>> lockFirst(SqlConnection transaction, String topic, int limit) {
        return transaction
                .preparedQuery(LOCK)
                .execute(Tuple.of(topic))
                .chain(
                        locked ->
                                locked.iterator().next().getBoolean("locked")
                                        ? first(transaction, topic, limit)
                                        : Uni.createFrom().item(List.of()));
    }

    private static Uni<List<Parked>> first(SqlClient client, String topic, int limit) {
        return client.preparedQuery(FIRST)
                .execute(Tuple.of(topic, limit))
                .map(rows -> parked(topic, rows));
    }

    private static List<Parked> parked(String topic, RowSet<Row> rows) {
        List<Parked> parked = new ArrayList<>();
        for (Row row : rows) {
            Buffer value = row.getBuffer("value");
            parked.add(
                    new Parked(
                            row.getLong("id"),
                            new ProducerRecord<>(
                                    topic,
                                    row.getString("key"),
                                    value == null ? null : value.getBytes())));
        }
        return parked;
    }

    static Uni<Void> remove(SqlConnection transaction, List<Parked> rows) {
        Tuple ids = Tuple.of(rows.stream().map(Parked::id).toArray(Long[]::new));
        return transaction.preparedQuery(REMOVE).execute(ids).replaceWithVoid();
    }
}
