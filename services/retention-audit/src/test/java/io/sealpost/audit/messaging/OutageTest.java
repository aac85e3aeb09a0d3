package io.sealpost.audit.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.sealpost.audit.Http;
import io.sealpost.audit.OnRealParts;
import io.sealpost.audit.Platform;
import io.sealpost.audit.Samples;
import io.sealpost.audit.store.AuditKeyStore;
import io.sealpost.audit.store.LogState;
import io.sealpost.audit.store.LogStore;
import io.sealpost.hop.DeadLetters;
import io.sealpost.hop.Publisher;
import io.sealpost.testing.TestBroker;
import io.sealpost.testing.TestPostgres;
import io.sealpost.testing.Wait;
import io.sealpost.wire.Catalogue;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** A dependency fails: the appender retries, readiness reports it, and nothing is lost. */
@QuarkusTest
@OnRealParts
class OutageTest {
    @Inject Appender appender;
    @Inject AuditStepReader reader;
    @Inject LogStore store;
    @Inject AuditKeyStore keys;
    @Inject Publisher publisher;
    @Inject DeadLetters deadLetters;
    @Inject AuditMetrics metrics;
    @Inject MeterRegistry meters;
    @Inject RunningLog log;

    @Test
    void anOutageOfTheDatabaseTurnsReadinessRedAndLosesNothing() {
        TestPostgres.shared().kill();
        List<Samples> meanwhile;
        try {
            meanwhile = RunningLog.accept(20);
            Wait.until(() -> RunningLog.ready() == 503);
            assertThat(Http.get("/q/health/live", null).statusCode()).isEqualTo(200);
        } finally {
            TestPostgres.shared().start();
        }

        meanwhile.forEach(message -> log.awaitEvents(message.id(), 1));
        Wait.until(() -> RunningLog.ready() == 200);
        PublishedLog.await(log.leafCount());
        log.assertPublished();
    }

    @Test
    void anOutageOfTheBrokerTurnsReadinessRedAndLosesNothing() {
        RunningLog.accept(1).forEach(message -> log.awaitEvents(message.id(), 1));
        TestBroker.shared().kill();
        try {
            Wait.until(() -> RunningLog.ready() == 503);
            assertThat(Http.get("/q/health/live", null).statusCode()).isEqualTo(200);
        } finally {
            TestBroker.shared().start();
        }

        RunningLog.accept(20).forEach(message -> log.awaitEvents(message.id(), 1));
        Wait.until(() -> RunningLog.ready() == 200);
        PublishedLog.await(log.leafCount());
        log.assertPublished();
    }

    @Test
    void anErrorInOneBatchDoesNotEndTheAppender() {
        AtomicBoolean failed = new AtomicBoolean();
        BatchAppender overflowing =
                new BatchAppender(reader, store, keys, publisher, deadLetters, metrics) {
                    @Override
                    LogState append(LogState state, ConsumerRecords<String, byte[]> polled) {
                        if (failed.compareAndSet(false, true)) {
                            throw new StackOverflowError();
                        }
                        return super.append(state, polled);
                    }
                };
        QuarkusMock.installMockForType(overflowing, BatchAppender.class);

        RunningLog.accept(5).forEach(message -> log.awaitEvents(message.id(), 1));

        assertThat(failed).isTrue();
        Wait.until(() -> RunningLog.ready() == 200);
    }

    @Test
    void recordsDeletedBeforeTheyWereReadAreCountedAndTheOthersAreAppended() throws Exception {
        RunningLog.accept(1).forEach(message -> log.awaitEvents(message.id(), 1));
        appender.stop();
        double before = lost();
        RunningLog.accept(20);
        deleteRecords(Platform.acceptedTopic());

        appender.start();

        RunningLog.accept(5).forEach(message -> log.awaitEvents(message.id(), 1));
        assertThat(lost() - before).isEqualTo(20);
        PublishedLog.await(log.leafCount());
        log.assertPublished();
    }

    /** Deletes all records, as retention would after a long outage of the appender. */
    private static void deleteRecords(String topic) throws Exception {
        try (Admin admin = TestBroker.shared().admin()) {
            RecordsToDelete everything = RecordsToDelete.beforeOffset(-1);
            Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
            for (int i = 0; i < Catalogue.get().named(topic).partitions(); i++) {
                all.put(new TopicPartition(topic, i), everything);
            }
            admin.deleteRecords(all).all().get();
        }
    }

    private double lost() {
        return meters.counter("sealpost.audit.lost").count();
    }
}
