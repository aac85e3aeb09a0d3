package io.sealpost.audit.messaging;

import io.sealpost.audit.domain.Step;
import io.sealpost.audit.domain.Subject;
import io.sealpost.audit.messaging.Reading.Elsewhere;
import io.sealpost.audit.messaging.Reading.Logged;
import io.sealpost.audit.messaging.Reading.Poison;
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

/** One poll, read: each step once, in the order they came, and what is poison. */
final class Batch {

    /** A record that is set aside, and why. */
    record SetAside(ConsumerRecord<String, byte[]> record, DeadLetterReason reason) {}

    private final Map<UUID, Step> steps = new LinkedHashMap<>();
    private final List<SetAside> poison = new ArrayList<>();

    static Batch read(ConsumerRecords<String, byte[]> polled, StepReader reader) {
        Batch batch = new Batch();
        for (ConsumerRecord<String, byte[]> record : polled) {
            switch (reader.read(record)) {
                case Logged(Step step) -> batch.steps.putIfAbsent(step.eventId(), step);
                case Poison(DeadLetterReason reason) ->
                        batch.poison.add(new SetAside(record, reason));
                case Elsewhere() -> {}
            }
        }
        return batch;
    }

    Set<UUID> ids() {
        return steps.keySet();
    }

    /** The steps that have no leaf yet. */
    List<Step> without(Set<UUID> known) {
        return steps.values().stream().filter(step -> !known.contains(step.eventId())).toList();
    }

    static Set<Subject> subjects(List<Step> steps) {
        Set<Subject> subjects = new LinkedHashSet<>();
        steps.forEach(step -> subjects.add(step.subject()));
        return subjects;
    }

    List<SetAside> poison() {
        return poison;
    }
}
