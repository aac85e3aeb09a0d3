package io.sealpost.audit.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.sealpost.audit.OnRealParts;
import io.sealpost.audit.Platform;
import io.sealpost.audit.Samples;
import io.sealpost.audit.store.HeadConflict;
import io.sealpost.audit.store.LogState;
import io.sealpost.audit.store.LogStore;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Two concurrent writers, and a writer that crashed. */
@QuarkusTest
@OnRealParts
class WritersTest {
    @Inject Appender appender;
    @Inject BatchAppender batches;
    @Inject LogStore store;
    @Inject RunningLog log;

    @Test
    void ofTwoWritersOneWinsAndNothingOfTheOtherIsStored() {
        appender.stop();
        Samples first = Samples.message("acme");
        Samples second = Samples.message("acme");
        LogState mine = store.load();
        LogState theirs = store.load();

        batches.append(theirs, RunningLog.polled("nowhere-1", Platform.accepted(first)));

        assertThatThrownBy(
                        () ->
                                batches.append(
                                        mine,
                                        RunningLog.polled("nowhere-2", Platform.accepted(second))))
                .isInstanceOf(HeadConflict.class);
        assertThat(log.eventCount(first.id())).isOne();
        assertThat(log.eventCount(second.id())).isZero();
        assertThat(store.load().offsets()).doesNotContainKey(new TopicPartition("nowhere-2", 0));
        assertThat(log.leafCount()).isEqualTo(theirs.frontier().size() + 1);
        batches.append(store.load(), RunningLog.polled("nowhere-2", Platform.accepted(second)));
        assertThat(log.eventCount(second.id())).isOne();
        appender.start();
        PublishedLog.await(log.leafCount());
        log.assertPublished();
    }

    @Test
    void theAppenderReloadsAndContinuesWhenAnotherWriterMovesTheHead() {
        RunningLog.accept(1).forEach(message -> log.awaitEvents(message.id(), 1));
        batches.append(
                store.load(),
                RunningLog.polled("nowhere-3", Platform.accepted(Samples.message("acme"))));

        List<Samples> messages = RunningLog.accept(20);

        messages.forEach(message -> log.awaitEvents(message.id(), 1));
        PublishedLog.await(log.leafCount());
        log.assertPublished();
    }

    @Test
    void aBatchCommittedBeforeACrashIsSignedAfterTheRestartWithOneRoot() {
        RunningLog.accept(3).forEach(message -> log.awaitEvents(message.id(), 1));
        appender.stop();
        long signed = PublishedLog.checkpoint().size();
        var batch = Stream.generate(() -> Platform.accepted(Samples.message("acme"))).limit(300);
        batches.append(store.load(), RunningLog.polled("nowhere-4", batch.toList()));
        long committed = log.leafCount();

        appender.start();

        PublishedLog.await(committed);
        assertThat(PublishedLog.assertOneRootASize()).containsKey(committed);
        assertThat(committed).isGreaterThanOrEqualTo(signed + 300);
        log.assertPublished();
    }
}
