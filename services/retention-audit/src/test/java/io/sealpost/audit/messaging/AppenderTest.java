package io.sealpost.audit.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.sealpost.audit.OnRealParts;
import io.sealpost.audit.Platform;
import io.sealpost.audit.Samples;
import io.sealpost.audit.store.AuditKeyStore;
import io.sealpost.audit.store.LogStore;
import io.sealpost.schemas.DeadLetter;
import io.sealpost.schemas.DeadLetterReason;
import io.sealpost.schemas.DeliveryEventKind;
import io.sealpost.schemas.Reason;
import io.sealpost.schemas.StepKind;
import io.sealpost.testing.Wait;
import io.sealpost.tlog.LeafType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** From records on the topics to leaves, on a real broker, database and registry. */
@QuarkusTest
@OnRealParts
class AppenderTest {
    @Inject Appender appender;
    @Inject BatchAppender batches;
    @Inject LogStore store;
    @Inject AuditKeyStore keys;
    @Inject MeterRegistry meters;
    @Inject RunningLog log;

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
                        RunningLog.event(message, DeliveryEventKind.ACCEPTED),
                        RunningLog.event(message, DeliveryEventKind.CLEARED),
                        RunningLog.event(message, DeliveryEventKind.SEALED),
                        RunningLog.event(message, DeliveryEventKind.SENT),
                        RunningLog.event(message, DeliveryEventKind.DELIVERED),
                        RunningLog.event(message, DeliveryEventKind.READ),
                        Platform.step(
                                refused, refused.ended(StepKind.REFUSED, Reason.NO_CONSENT, null)),
                        RunningLog.event(refused, DeliveryEventKind.REFUSED)));

        log.awaitEvents(message.id(), 6);
        log.awaitEvents(refused.id(), 1);
        assertThat(log.types(message))
                .containsExactlyInAnyOrder(
                        LeafType.ACCEPTED,
                        LeafType.CLEARED,
                        LeafType.SEALED,
                        LeafType.SENT,
                        LeafType.DELIVERED,
                        LeafType.READ);
        PublishedLog.await(log.leafCount());
        log.assertPublished();
    }

    @Test
    void aNewTenantsTopicIsReadWithoutARestart() {
        Platform.addBusiness("newcomer");
        Samples message = Samples.message("newcomer");

        Platform.send(List.of(RunningLog.event(message, DeliveryEventKind.DELIVERED)));

        log.awaitEvents(message.id(), 1);
    }

    @Test
    void aRestartContinuesAtTheStoredOffsets() {
        List<Samples> before = RunningLog.accept(30);
        before.forEach(message -> log.awaitEvents(message.id(), 1));
        appender.stop();
        List<Samples> meanwhile = RunningLog.accept(30);
        long leaves = log.leafCount();
        double duplicates = duplicates();

        appender.start();

        meanwhile.forEach(message -> log.awaitEvents(message.id(), 1));
        assertThat(log.leafCount()).isEqualTo(leaves + 30);
        assertThat(duplicates()).as("records read again").isEqualTo(duplicates);
        PublishedLog.await(log.leafCount());
        log.assertPublished();
    }

    @Test
    void aStepPublishedTwiceHasOneLeaf() {
        List<Samples> messages = RunningLog.accept(5);
        messages.forEach(message -> log.awaitEvents(message.id(), 1));
        long leaves = log.leafCount();
        Samples last = Samples.message("acme", messages.getFirst().recipient());

        Platform.send(messages.stream().map(Platform::accepted).toList());
        Platform.send(List.of(Platform.accepted(last), Platform.accepted(last)));

        log.awaitEvents(last.id(), 1);
        assertThat(log.leafCount()).isEqualTo(leaves + 1);
    }

    @Test
    void unusableRecordsAreDeadLetteredAndTheOthersAreAppended() {
        List<Samples> good = Stream.generate(() -> Samples.message("acme")).limit(40).toList();
        List<ProducerRecord<byte[], byte[]>> records =
                new ArrayList<>(good.stream().map(Platform::accepted).toList());
        String topic = Platform.acceptedTopic();
        records.add(20, Platform.record(topic, "k", new byte[0]));
        records.add(21, Platform.record(topic, "k", new byte[] {1, 2, 3, 4, 5, 6}));
        records.add(22, Platform.record(topic, "k", new byte[] {0, 0x7f, 0, 0, 1, 2}));
        Samples foreign = Samples.message("other");
        var event = RunningLog.event(foreign, DeliveryEventKind.DELIVERED);
        records.add(23, Platform.record(Platform.eventTopic("acme"), "k", event.value()));
        long before = RunningLog.deadLetters().size();

        Platform.send(records);

        good.forEach(message -> log.awaitEvents(message.id(), 1));
        Wait.until(() -> RunningLog.deadLetters().size() == before + 4);
        assertThat(RunningLog.deadLetters())
                .extracting(DeadLetter::getReason)
                .contains(
                        DeadLetterReason.EMPTY,
                        DeadLetterReason.NOT_FRAMED,
                        DeadLetterReason.UNKNOWN_SCHEMA,
                        DeadLetterReason.BAD_FORM);
        assertThat(log.eventCount(foreign.id())).isZero();
    }

    @Test
    void afterAnErasureTheLogVerifiesAndALateStepCannotBeOpened() {
        Samples message = Samples.message("acme");
        Platform.send(List.of(Platform.accepted(message), Platform.cleared(message)));
        log.awaitEvents(message.id(), 2);
        PublishedLog.await(log.leafCount());
        appender.stop();
        log.sql.rows("delete from event where message_id = $1", message.id().value());
        String keyId = "acme/" + message.recipient();
        log.sql.rows("update subject_audit_key set wrapped = null where id = $1", keyId);
        long leaves = log.leafCount();
        Samples late = Samples.message("acme", message.recipient());

        keys.clearCache();
        batches.append(store.load(), RunningLog.polled("nowhere-5", Platform.accepted(late)));
        appender.start();

        PublishedLog.await(leaves + 1);
        log.assertPublished();
        assertThat(log.eventCount(late.id())).isZero();
        assertThat(
                        log.sql.number(
                                "select count(*) from subject_audit_key where id = $1 and"
                                        + " wrapped is not null",
                                keyId))
                .isZero();
    }

    private double duplicates() {
        return meters.counter("sealpost.audit.duplicates").count();
    }
}
