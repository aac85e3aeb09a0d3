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
 * Withdrawals between their commit and the broker's acknowledgement, of every replica: while there
 * is one, {@link Pulse} does not beat. A note is where the command is, so that whoever reads the
 * command again takes the note away.
 */
@ApplicationScoped
public class Untold {
    private static final String ADD =
            """
            insert into pending_withdrawal (topic, partition, record_offset)
            select * from unnest($1::text[], $2::integer[], $3::bigint[]) on conflict do nothing
            """;
    private static final String REMOVE =
            """
            delete from pending_withdrawal pending
            using unnest($1::text[], $2::integer[], $3::bigint[]) published(topic, partition, record_offset)
            where pending.topic = published.topic and pending.partition = published.partition
              and pending.record_offset <= published.record_offset
            """;

    private final Pool pool;

    @Inject
    Untold(Pool pool) {
        this.pool = pool;
    }

    /** In the transaction that decides them. */
    public static List<Write> add(List<Position> positions) {
        return positions.isEmpty() ? List.of() : List.of(new Write(ADD, columns(positions)));
    }

    /** Everything up to the end of this batch is told. Before its offset moves. */
    public Uni<Void> told(ConsumerRecords<?, ?> batch) {
        List<Position> ends = new ArrayList<>();
        for (TopicPartition partition : batch.partitions()) {
            long last = batch.records(partition).getLast().offset();
            ends.add(new Position(partition.topic(), partition.partition(), last));
        }
        return pool.preparedQuery(REMOVE).execute(columns(ends)).replaceWithVoid();
    }

    private static Tuple columns(List<Position> positions) {
        return Columns.of(positions)
                .texts(Position::topic)
                .ints(Position::partition)
                .longs(Position::offset)
                .tuple();
    }
}
