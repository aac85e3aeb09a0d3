package io.sealpost.audit.messaging;

import io.sealpost.audit.domain.Step;
import io.sealpost.audit.messaging.Reading.Logged;
import io.sealpost.audit.messaging.Reading.Poison;
import io.sealpost.schemas.AcceptedMessage;
import io.sealpost.schemas.ClearedMessage;
import io.sealpost.schemas.DeadLetterReason;
import io.sealpost.schemas.DeliveryEvent;
import io.sealpost.schemas.MessageStep;
import io.sealpost.wire.Catalogue;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Decoded.Undecodable;
import io.sealpost.wire.Decoded.Value;
import io.sealpost.wire.SchemaRegistry;
import io.sealpost.wire.Topic;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads records of the source topics: those the catalogue has steps for and this service reads. */
@ApplicationScoped
class StepReader {
    private static final String SERVICE = "retention-audit";

    private final Map<String, Optional<Topic>> sources = new ConcurrentHashMap<>();
    private final Map<String, Function<byte[], Reading>> readers;

    @Inject
    StepReader(SchemaRegistry registry) {
        readers =
                Map.of(
                        "AcceptedMessage",
                        reader(new Codec<>(registry, AcceptedMessage.class), Steps::accepted),
                        "ClearedMessage",
                        reader(new Codec<>(registry, ClearedMessage.class), Steps::cleared),
                        "MessageStep",
                        reader(new Codec<>(registry, MessageStep.class), Steps::of),
                        "DeliveryEvent",
                        reader(new Codec<>(registry, DeliveryEvent.class), Steps::of));
    }

    boolean isSource(String topic) {
        return source(topic).isPresent();
    }

    /**
     * Reads one record of a source topic.
     *
     * @throws io.sealpost.wire.SchemaRegistryUnavailable when its schema cannot be asked for
     */
    Reading read(ConsumerRecord<String, byte[]> record) {
        Topic source = source(record.topic()).orElseThrow();
        Reading reading = Objects.requireNonNull(readers.get(source.value())).apply(record.value());
        boolean foreign =
                reading instanceof Logged(Step step)
                        && source.isFamily()
                        && !source.of(step.business().value()).equals(record.topic());
        return foreign ? new Poison(DeadLetterReason.BAD_FORM) : reading;
    }

    private Optional<Topic> source(String topic) {
        return sources.computeIfAbsent(topic, StepReader::inCatalogue);
    }

    private static Optional<Topic> inCatalogue(String topic) {
        return Catalogue.get()
                .matching(topic)
                .filter(entry -> !entry.steps().isEmpty() && entry.readers().contains(SERVICE));
    }

    private static <T extends SpecificRecord> Function<byte[], Reading> reader(
            Codec<T> codec, Function<T, Reading> steps) {
        return bytes ->
                switch (codec.decode(bytes)) {
                    case Value<T>(T record) -> wellFormed(steps, record);
                    case Undecodable<T>(DeadLetterReason reason) -> new Poison(reason);
                };
    }

    private static <T> Reading wellFormed(Function<T, Reading> steps, T record) {
        try {
            return steps.apply(record);
        } catch (IllegalArgumentException badId) {
            return new Poison(DeadLetterReason.BAD_FORM);
        }
    }
}
