package io.sealpost.audit.messaging;

import io.sealpost.audit.domain.LogEntry;
import io.sealpost.audit.domain.Step;
import io.sealpost.audit.store.LogState;
import io.sealpost.audit.store.LogStore;
import io.sealpost.audit.store.SubjectKeys;
import io.sealpost.hop.DeadLetters;
import io.sealpost.hop.Publisher;
import io.sealpost.tlog.AppendResult;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** Appends one batch. Blocking; safe to repeat, and between two writers one wins. */
@ApplicationScoped
class LogWriter {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final StepReader reader;
    private final LogStore store;
    private final SubjectKeys keys;
    private final Publisher publisher;
    private final DeadLetters deadLetters;
    private final AuditMetrics metrics;
    private final SecureRandom random = new SecureRandom();

    @Inject
    LogWriter(
            StepReader reader,
            LogStore store,
            SubjectKeys keys,
            Publisher publisher,
            DeadLetters deadLetters,
            AuditMetrics metrics) {
        this.reader = reader;
        this.store = store;
        this.keys = keys;
        this.publisher = publisher;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
    }

    /**
     * The log with the batch's steps in it, stored with the offsets behind them. What is poison is
     * told first: an offset never moves past a record that nobody heard of.
     *
     * @throws io.sealpost.audit.store.Overtaken when another writer moved the head
     */
    LogState append(LogState state, ConsumerRecords<String, byte[]> polled) {
        long start = System.nanoTime();
        Batch batch = Batch.read(polled, reader);
        setAside(batch.poison());
        List<Step> steps = batch.without(store.known(batch.ids()));
        SubjectKeys.Found found = keys.of(Batch.subjects(steps));
        List<LogEntry> entries = LogEntry.of(steps, found.all(), state.frontier().size(), random);
        AppendResult appended = state.frontier().append(entries.stream().map(LogEntry::leaf).toList());
        LogState next = store.commit(state, appended, entries, found, polled.nextOffsets());
        metrics.appended(polled.count(), batch.ids().size() - steps.size(), entries, start);
        return next;
    }

    private void setAside(List<Batch.SetAside> poison) {
        publisher
                .publish(poison.stream().map(p -> deadLetters.of(p.record(), p.reason())).toList())
                .await()
                .atMost(PATIENCE);
        poison.forEach(p -> metrics.setAside(p.reason()));
    }
}
