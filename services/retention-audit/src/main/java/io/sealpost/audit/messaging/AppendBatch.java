package io.sealpost.audit.messaging;

import io.sealpost.audit.domain.AuditStep;
import io.sealpost.audit.domain.AuditSubject;
import io.sealpost.audit.messaging.StepReadResult.Found;
import io.sealpost.audit.messaging.StepReadResult.NoLeaf;
import io.sealpost.audit.messaging.StepReadResult.Unusable;
import io.sealpost.schemas.DeadLetterReason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** The records of one poll: each step once, in the order of arrival, and the unusable records. */
final class AppendBatch {

    /** A record for the dead-letter topic. */
    record UnusableRecord(ConsumerRecord<String, byte[]> record, DeadLetterReason reason) {}

    private final Map<UUID, AuditStep> steps = new LinkedHashMap<>();
    private final List<UnusableRecord> unusable = new ArrayList<>();

    static AppendBatch read(ConsumerRecords<String, byte[]> polled, AuditStepReader reader) {
        AppendBatch batch = new AppendBatch();
        for (ConsumerRecord<String, byte[]> record : polled) {
            switch (reader.read(record)) {
                case Found(AuditStep step) -> batch.steps.putIfAbsent(step.eventId(), step);
                case Unusable(DeadLetterReason reason) ->
                        batch.unusable.add(new UnusableRecord(record, reason));
                case NoLeaf() -> {}
            }
        }
        return batch;
    }

    Set<UUID> ids() {
        return steps.keySet();
    }

    /** The steps that have no leaf yet. */
    List<AuditStep> without(Set<UUID> known) {
        return steps.values().stream().filter(step -> !known.contains(step.eventId())).toList();
    }

    static Set<AuditSubject> subjects(List<AuditStep> steps) {
        Set<AuditSubject> subjects = new LinkedHashSet<>();
        steps.forEach(step -> subjects.add(step.subject()));
        return subjects;
    }

    List<UnusableRecord> unusable() {
        return unusable;
    }
}
