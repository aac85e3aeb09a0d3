package io.sealpost.audit.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.sealpost.audit.AuditParts;
import io.sealpost.audit.Http;
import io.sealpost.audit.Platform;
import io.sealpost.audit.Samples;
import io.sealpost.audit.store.LogState;
import io.sealpost.audit.store.LogStore;
import io.sealpost.audit.store.Overtaken;
import io.sealpost.audit.store.SubjectKeys;
import io.sealpost.schemas.DeadLetter;
import io.sealpost.schemas.DeadLetterReason;
import io.sealpost.schemas.DeliveryEventKind;
import io.sealpost.schemas.Reason;
import io.sealpost.schemas.StepKind;
import io.sealpost.seal.id.MessageId;
import io.sealpost.testing.SealpostParts;
import io.sealpost.testing.TestBroker;
import io.sealpost.testing.TestPostgres;
import io.sealpost.testing.Wait;
import io.sealpost.tlog.Checkpoint;
import io.sealpost.tlog.Hash;
import io.sealpost.tlog.NoteSigner;
import io.sealpost.tlog.Tile;
import io.sealpost.tlog.TileId;
import io.sealpost.tlog.Verdict.Verified;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The appender on a real broker, database and registry. */
@QuarkusTest
@QuarkusTestResource(
        value = SealpostParts.class,
        initArgs = @ResourceArg(name = "database", value = "audit"))
@QuarkusTestResource(AuditParts.class)
class AppenderTest {
    @Inject Appender appender;
    @Inject LogWriter writer;
    @Inject LogStore store;
    @Inject SubjectKeys keys;
    @Inject Pool pool;
    @Inject MeterRegistry meters;

    @BeforeAll
    static void deploy() {
        Platform.deploy();
        Platform.addBusiness("acme");
    }

    @Test
    void everyStepHasOneLeafFromItsSource() {
        Samples message = Samples.message("acme");
        Samples refused = Samples.message("acme");

        Platform.send(
                List.of(
                        Platform.accepted(message),
                        Platform.cleared(message),
                        Platform.step(message, message.sealed()),
                        Platform.step(message, message.receipt()),
                        event(message, DeliveryEventKind.ACCEPTED),
                        event(message, DeliveryEventKind.CLEARED),
                        event(message, DeliveryEventKind.SEALED),
                        event(message, DeliveryEventKind.SENT),
                        event(message, DeliveryEventKind.DELIVERED),
                        event(message, DeliveryEventKind.READ),
                        Platform.step(
                                refused, refused.ended(StepKind.REFUSED, Reason.NO_CONSENT, null)),
                        event(refused, DeliveryEventKind.REFUSED)));

        awaitEvents(message.id(), 6);
        awaitEvents(refused.id(), 1);
        assertThat(types(message))
                .containsExactlyInAnyOrder(
                        "ACCEPTED", "CLEARED", "SEALED", "SENT", "DELIVERED", "READ");
        PublishedLog.await(leafCount());
        assertSettled();
    }

    @Test
    void aNewTenantsTopicIsPickedUpWhileAllRuns() {
        Platform.addBusiness("newcomer");
        Samples message = Samples.message("newcomer");

        Platform.send(List.of(event(message, DeliveryEventKind.DELIVERED)));

        awaitEvents(message.id(), 1);
    }

    @Test
    void aRestartGoesOnAtTheStoredOffsets() {
        List<Samples> before = accept(30);
        before.forEach(message -> awaitEvents(message.id(), 1));
        appender.stop();
        List<Samples> meanwhile = accept(30);
        long leaves = leafCount();
        double duplicates = duplicates();

        appender.start();

        meanwhile.forEach(message -> awaitEvents(message.id(), 1));
        assertThat(leafCount()).isEqualTo(leaves + 30);
        assertThat(duplicates()).as("records read again").isEqualTo(duplicates);
        PublishedLog.await(leafCount());
        assertSettled();
    }

    @Test
    void aStepToldTwiceHasOneLeaf() {
        List<Samples> messages = accept(5);
        messages.forEach(message -> awaitEvents(message.id(), 1));
        long leaves = leafCount();
        Samples last = Samples.message("acme", messages.getFirst().recipient());

        Platform.send(messages.stream().map(Platform::accepted).toList());
        Platform.send(List.of(Platform.accepted(last), Platform.accepted(last)));

        awaitEvents(last.id(), 1);
        assertThat(leafCount()).isEqualTo(leaves + 1);
    }

    @Test
    void poisonIsSetAsideAndTheOthersGoOn() {
        List<Samples> good = Stream.generate(() -> Samples.message("acme")).limit(40).toList();
        List<ProducerRecord<byte[], byte[]>> records =
                new ArrayList<>(good.stream().map(Platform::accepted).toList());
        String topic = "accepted-messages.bulk";
        records.add(20, Platform.record(topic, "k", new byte[0]));
        records.add(21, Platform.record(topic, "k", new byte[] {1, 2, 3, 4, 5, 6}));
        records.add(22, Platform.record(topic, "k", new byte[] {0, 0x7f, 0, 0, 1, 2}));
        Samples foreign = Samples.message("other");
        var event = event(foreign, DeliveryEventKind.DELIVERED);
        records.add(23, Platform.record("delivery-events.acme", "k", event.value()));
        long before = deadLetters().size();

        Platform.send(records);

        good.forEach(message -> awaitEvents(message.id(), 1));
        Wait.until(() -> deadLetters().size() == before + 4);
        assertThat(deadLetters())
                .extracting(DeadLetter::getReason)
                .contains(
                        DeadLetterReason.EMPTY,
                        DeadLetterReason.NOT_FRAMED,
                        DeadLetterReason.UNKNOWN_SCHEMA,
                        DeadLetterReason.BAD_FORM);
        assertThat(eventCount(foreign.id())).isZero();
    }

    @Test
    void ofTwoWritersOneWinsAndNothingOfTheOtherIsStored() {
        appender.stop();
        Samples first = Samples.message("acme");
        Samples second = Samples.message("acme");
        LogState mine = store.load();
        LogState theirs = store.load();

        writer.append(theirs, polled("nowhere-1", Platform.accepted(first)));

        assertThatThrownBy(
                        () -> writer.append(mine, polled("nowhere-2", Platform.accepted(second))))
                .isInstanceOf(Overtaken.class);
        assertThat(eventCount(first.id())).isOne();
        assertThat(eventCount(second.id())).isZero();
        assertThat(store.load().offsets()).doesNotContainKey(new TopicPartition("nowhere-2", 0));
        assertThat(leafCount()).isEqualTo(theirs.frontier().size() + 1);
        writer.append(store.load(), polled("nowhere-2", Platform.accepted(second)));
        assertThat(eventCount(second.id())).isOne();
        appender.start();
        PublishedLog.await(leafCount());
        assertSettled();
    }

    @Test
    void theRunningWriterStepsBackAndGoesOnWhenItIsOvertaken() {
        accept(1).forEach(message -> awaitEvents(message.id(), 1));
        writer.append(
                store.load(), polled("nowhere-3", Platform.accepted(Samples.message("acme"))));

        List<Samples> messages = accept(20);

        messages.forEach(message -> awaitEvents(message.id(), 1));
        PublishedLog.await(leafCount());
        assertSettled();
    }

    @Test
    void whatWasCommittedBeforeACrashIsSignedAfterItWithOneRoot() {
        accept(3).forEach(message -> awaitEvents(message.id(), 1));
        appender.stop();
        long signed = PublishedLog.checkpoint().size();
        var batch = Stream.generate(() -> Platform.accepted(Samples.message("acme"))).limit(300);
        writer.append(store.load(), polled("nowhere-4", batch.toList()));
        long committed = leafCount();

        appender.start();

        PublishedLog.await(committed);
        assertThat(PublishedLog.assertOneRootASize()).containsKey(committed);
        assertThat(committed).isGreaterThanOrEqualTo(signed + 300);
        assertSettled();
    }

    @Test
    void filesThatAreLostAreWrittenAgainFromTheRows() throws IOException {
        accept(10).forEach(message -> awaitEvents(message.id(), 1));
        appender.stop();
        Path directory = PublishedLog.directory();
        try (Stream<Path> files = Files.walk(directory.resolve("tile"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        long size = PublishedLog.checkpoint().size();

        appender.start();

        Wait.until(() -> PublishedLog.verdict() instanceof Verified);
        assertThat(PublishedLog.checkpoint().size()).isGreaterThanOrEqualTo(size);
        assertSettled();
    }

    @Test
    void aLogBehindItsLastCheckpointIsNeverSigned() throws IOException {
        accept(1).forEach(message -> awaitEvents(message.id(), 1));
        appender.stop();
        byte[] honest = PublishedLog.tiles().readCheckpoint().orElseThrow();
        NoteSigner signer =
                NoteSigner.parse(Files.readString(PublishedLog.keys().resolve("log.skey")).strip());
        Checkpoint ahead = new Checkpoint(signer.key().name(), leafCount() + 5, Hash.EMPTY_ROOT);
        PublishedLog.tiles().writeCheckpoint(ahead.sign(signer));

        appender.start();

        Wait.until(() -> ready() == 503);
        assertThat(PublishedLog.checkpoint()).isEqualTo(ahead);
        Files.write(PublishedLog.directory().resolve("checkpoint"), honest);
        Wait.until(() -> ready() == 200);
    }

    @Test
    void erasedRowsLeaveTheLogWholeAndALateStepClosed() {
        Samples message = Samples.message("acme");
        Platform.send(List.of(Platform.accepted(message), Platform.cleared(message)));
        awaitEvents(message.id(), 2);
        PublishedLog.await(leafCount());
        appender.stop();
        new Sql(pool).rows("delete from event where message_id = $1", message.id().value());
        String keyId = "acme/" + message.recipient();
        new Sql(pool).rows("update subject_audit_key set wrapped = null where id = $1", keyId);
        long leaves = leafCount();
        Samples late = Samples.message("acme", message.recipient());

        keys.forget();
        writer.append(store.load(), polled("nowhere-5", Platform.accepted(late)));
        appender.start();

        PublishedLog.await(leaves + 1);
        assertSettled();
        assertThat(eventCount(late.id())).isZero();
        assertThat(
                        new Sql(pool)
                                .number(
                                        "select count(*) from subject_audit_key where id = $1 and"
                                                + " wrapped is not null",
                                        keyId))
                .isZero();
    }

    @Test
    void anOutageOfTheDatabaseTurnsReadinessRedAndLosesNothing() {
        TestPostgres.shared().kill();
        List<Samples> meanwhile;
        try {
            meanwhile = accept(20);
            Wait.until(() -> ready() == 503);
            assertThat(Http.get("/q/health/live", null).statusCode()).isEqualTo(200);
        } finally {
            TestPostgres.shared().start();
        }

        meanwhile.forEach(message -> awaitEvents(message.id(), 1));
        Wait.until(() -> ready() == 200);
        PublishedLog.await(leafCount());
        assertSettled();
    }

    @Test
    void anOutageOfTheBrokerTurnsReadinessRedAndLosesNothing() {
        accept(1).forEach(message -> awaitEvents(message.id(), 1));
        TestBroker.shared().kill();
        try {
            Wait.until(() -> ready() == 503);
            assertThat(Http.get("/q/health/live", null).statusCode()).isEqualTo(200);
        } finally {
            TestBroker.shared().start();
        }

        accept(20).forEach(message -> awaitEvents(message.id(), 1));
        Wait.until(() -> ready() == 200);
        PublishedLog.await(leafCount());
        assertSettled();
    }

    @Test
    void theSigningKeyIsItsOwnersAlone() throws IOException {
        Wait.until(() -> ready() == 200);

        assertThat(Files.getPosixFilePermissions(PublishedLog.keys().resolve("log.skey")))
                .extracting(Enum::name)
                .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
    }

    /** The published log verifies, and its files are the rows. */
    private void assertSettled() {
        PublishedLog.assertWhole();
        PublishedLog.assertOneRootASize();
        long size = PublishedLog.checkpoint().size();
        for (Row row : new Sql(pool).rows("select level, index, width, bytes from tile")) {
            Tile stored =
                    new Tile(
                            new TileId(row.getShort(0), row.getLong(1), row.getShort(2)),
                            row.getBuffer(3).getBytes());
            TileId id = TileId.in(size, stored.id().level(), stored.id().index());
            assertThat(PublishedLog.tiles().read(id)).contains(stored.narrowed(id.width()).bytes());
        }
    }

    private static List<Samples> accept(int count) {
        List<Samples> messages =
                IntStream.range(0, count).mapToObj(i -> Samples.message("acme")).toList();
        Platform.send(messages.stream().map(Platform::accepted).toList());
        return messages;
    }

    private static ProducerRecord<byte[], byte[]> event(Samples message, DeliveryEventKind kind) {
        return Platform.event(message, message.event(kind, Samples.DEVICE, Reason.NONE));
    }

    private static ConsumerRecords<String, byte[]> polled(
            String position, ProducerRecord<byte[], byte[]> record) {
        return polled(position, List.of(record));
    }

    /** A batch whose offsets are stored under a topic of its own, so that the real ones stay. */
    private static ConsumerRecords<String, byte[]> polled(
            String position, List<ProducerRecord<byte[], byte[]>> records) {
        TopicPartition partition = new TopicPartition(position, 0);
        var polled = records.stream().map(record -> Platform.polled(record, 0)).toList();
        return new ConsumerRecords<>(
                Map.of(partition, polled), Map.of(partition, new OffsetAndMetadata(1)));
    }

    private static List<DeadLetter> deadLetters() {
        return Platform.all("dead-letters.retention-audit", DeadLetter.class);
    }

    private double duplicates() {
        return meters.counter("sealpost.audit.duplicates").count();
    }

    private static int ready() {
        return Http.get("/q/health/ready", null).statusCode();
    }

    private void awaitEvents(MessageId message, long count) {
        Wait.until(
                Duration.ofSeconds(40),
                () -> {
                    try {
                        return eventCount(message) == count;
                    } catch (RuntimeException databaseDown) {
                        return false;
                    }
                });
    }

    private long eventCount(MessageId message) {
        return new Sql(pool)
                .number("select count(*) from event where message_id = $1", message.value());
    }

    private List<String> types(Samples message) {
        return new Sql(pool)
                .rows("select type from event where message_id = $1", message.id().value()).stream()
                        .map(row -> row.getString(0))
                        .toList();
    }

    private long leafCount() {
        return new Sql(pool).number("select size from head");
    }
}
