package io.sealpost.consent.store;

import io.sealpost.hop.Columns;
import io.sealpost.hop.Write;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Notes of the withdrawals, of all replicas, that are committed and that the broker may not have
 * acknowledged yet: while there is one, {@link HeartbeatStore} grants no heartbeat. A note is the
 * position of the command, so a consumer that reads the command again can delete it.
 */
@ApplicationScoped
public class PendingWithdrawals {
    private static final String ADD =
            """
            insert into pending_withdrawal (topic, partition, record_offset)
            select * from unnest($1::text[], $2::integer[], $3::bigint[]) on conflict do nothing
            """;
    private static final String DELETE =
            """
            delete from pending_withdrawal pending
            using unnest($1::text[], $2::integer[], $3::bigint[]) published(topic, partition, record_offset)
            where pending.topic = published.topic and pending.partition = published.partition
              and pending.record_offset <= published.record_offset
            """;

    private final Pool pool;

    @Inject
    PendingWithdrawals(Pool pool) {
        this.pool = pool;
    }

    /** Adds notes, in the transaction that decides the commands. */
    public static List<Write> add(List<TopicPosition> commands) {
        return commands.isEmpty() ? List.of() : List.of(new Write(ADD, columns(commands)));
    }

    /** Deletes the notes up to the end of a batch that is published; before its offset moves. */
    public Uni<Void> published(ConsumerRecords<?, ?> batch) {
        List<TopicPosition> ends = new ArrayList<>();
        for (TopicPartition partition : batch.partitions()) {
            long last = batch.records(partition).getLast().offset();
            ends.add(new TopicPosition(partition.topic(), partition.partition(), last));
        }
        return pool.preparedQuery(DELETE).execute(columns(ends)).replaceWithVoid();
    }

    private static Tuple columns(List<TopicPosition> positions) {
        return Columns.of(positions)
                .texts(TopicPosition::topic)
                .ints(TopicPosition::partition)
                .longs(TopicPosition::offset)
                .tuple();
    }
}
