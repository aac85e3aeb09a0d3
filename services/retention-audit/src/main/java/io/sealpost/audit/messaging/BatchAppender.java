package io.sealpost.audit.messaging;

import io.sealpost.audit.domain.AuditStep;
import io.sealpost.audit.domain.NewLeaf;
import io.sealpost.audit.store.AuditKeyStore;
import io.sealpost.audit.store.LogState;
import io.sealpost.audit.store.LogStore;
import io.sealpost.hop.DeadLetters;
import io.sealpost.hop.Publisher;
import io.sealpost.tlog.AppendResult;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** Appends one batch. Blocking. A batch may be repeated; of two concurrent writers one succeeds. */
@ApplicationScoped
class BatchAppender {
    private static final Duration PUBLISH_TIMEOUT = Duration.ofSeconds(30);

    private final AuditStepReader reader;
    private final LogStore store;
    private final AuditKeyStore keys;
    private final Publisher publisher;
    private final DeadLetters deadLetters;
    private final AuditMetrics metrics;
    private final SecureRandom random = new SecureRandom();

    @Inject
    BatchAppender(
            AuditStepReader reader,
            LogStore store,
            AuditKeyStore keys,
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
     * Appends the batch's new steps and stores them with the offsets after the batch. Unusable
     * records are published to the dead-letter topic first, so that no offset moves past a record
     * that is neither in the log nor there.
     *
     * @return the log after the batch
     * @throws io.sealpost.audit.store.HeadConflict if another writer has moved the head
     */
    LogState append(LogState state, ConsumerRecords<String, byte[]> polled) {
        long start = System.nanoTime();
        AppendBatch batch = AppendBatch.read(polled, reader);
        deadLetter(batch.unusable());
        List<AuditStep> steps = batch.without(store.known(batch.ids()));
        AuditKeyStore.Keys subjectKeys = keys.findOrCreate(AppendBatch.subjects(steps));
        List<NewLeaf> leaves =
                NewLeaf.of(steps, subjectKeys.bySubject(), state.frontier().size(), random);
        AppendResult appended =
                state.frontier().append(leaves.stream().map(NewLeaf::bytes).toList());
        LogState next = store.commit(state, appended, leaves, subjectKeys, polled.nextOffsets());
        metrics.appended(polled.count(), batch.ids().size() - steps.size(), leaves, start);
        return next;
    }

    private void deadLetter(List<AppendBatch.UnusableRecord> unusable) {
        publisher
                .publish(
                        unusable.stream().map(u -> deadLetters.of(u.record(), u.reason())).toList())
                .await()
                .atMost(PUBLISH_TIMEOUT);
        unusable.forEach(u -> metrics.deadLettered(u.reason()));
    }
}
