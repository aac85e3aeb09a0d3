package io.sealpost.audit.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.audit.Http;
import io.sealpost.audit.Platform;
import io.sealpost.audit.Samples;
import io.sealpost.schemas.DeadLetter;
import io.sealpost.schemas.DeliveryEventKind;
import io.sealpost.schemas.Reason;
import io.sealpost.seal.id.MessageId;
import io.sealpost.testing.Wait;
import io.sealpost.tlog.Hash;
import io.sealpost.tlog.LeafType;
import io.sealpost.tlog.Tile;
import io.sealpost.tlog.TileId;
import io.sealpost.wire.Catalogue;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** The running service: sends it records, reads its rows and its readiness. */
@Singleton
class RunningLog {
    final Sql sql;

    @Inject
    RunningLog(Pool pool) {
        this.sql = new Sql(pool);
        Platform.deploy();
        Platform.addBusiness("acme");
    }

    static List<Samples> accept(int count) {
        List<Samples> messages =
                new ArrayList<>(
                        Stream.generate(() -> Samples.message("acme")).limit(count).toList());
        Platform.send(messages.stream().map(Platform::accepted).toList());
        return messages;
    }

    static ProducerRecord<byte[], byte[]> event(Samples message, DeliveryEventKind kind) {
        return Platform.event(message, message.event(kind, Samples.DEVICE, Reason.NONE));
    }

    static ConsumerRecords<String, byte[]> polled(
            String position, ProducerRecord<byte[], byte[]> record) {
        return polled(position, List.of(record));
    }

    /** A batch whose offset is stored for an unused topic, so that the real offsets stay. */
    static ConsumerRecords<String, byte[]> polled(
            String position, List<ProducerRecord<byte[], byte[]>> records) {
        TopicPartition partition = new TopicPartition(position, 0);
        var polled = records.stream().map(record -> Platform.polled(record, 0)).toList();
        return new ConsumerRecords<>(
                Map.of(partition, polled), Map.of(partition, new OffsetAndMetadata(1)));
    }

    static List<DeadLetter> deadLetters() {
        return Platform.all(
                Catalogue.get().named("dead-letters.retention-audit").name(), DeadLetter.class);
    }

    static int ready() {
        return Http.get("/q/health/ready", null).statusCode();
    }

    static boolean isUnready(String failure) {
        var answer = Http.get("/q/health/ready", null);
        return answer.statusCode() == 503 && new String(answer.body(), UTF_8).contains(failure);
    }

    void awaitEvents(MessageId message, long count) {
        Wait.until(
                Duration.ofSeconds(40),
                () -> {
                    try {
                        return eventCount(message) == count;
                    } catch (RuntimeException databaseUnavailable) {
                        return false;
                    }
                });
    }

    long eventCount(MessageId message) {
        return sql.number("select count(*) from event where message_id = $1", message.value());
    }

    List<LeafType> types(Samples message) {
        return sql
                .rows("select type from event where message_id = $1", message.id().value())
                .stream()
                .map(row -> LeafType.of(row.getShort(0)))
                .toList();
    }

    long leafCount() {
        return sql.number("select size from head");
    }

    /** A head as a restored backup or a replica that lags would have it. */
    record StoredHead(long size, Hash root) {}

    StoredHead head() {
        Row row = sql.rows("select size, root from head").getFirst();
        return new StoredHead(row.getLong(0), new Hash(row.getBuffer(1).getBytes()));
    }

    void set(StoredHead head) {
        sql.rows(
                "update head set size = $1, root = $2",
                head.size(),
                Buffer.buffer(head.root().bytes()));
    }

    /** The published log verifies, and its files equal the rows. */
    void assertPublished() {
        PublishedLog.assertVerified();
        PublishedLog.assertOneRootASize();
        long size = PublishedLog.checkpoint().size();
        for (Row row : sql.rows("select level, index, width, bytes from tile")) {
            Tile stored =
                    new Tile(
                            new TileId(row.getShort(0), row.getLong(1), row.getShort(2)),
                            row.getBuffer(3).getBytes());
            TileId id = TileId.in(size, stored.id().level(), stored.id().index());
            assertThat(PublishedLog.tiles().read(id)).contains(stored.narrowed(id.width()).bytes());
        }
    }
}
