package io.sealpost.audit.messaging;

import io.sealpost.audit.domain.AuditStep;
import io.sealpost.audit.messaging.StepReadResult.Found;
import io.sealpost.audit.messaging.StepReadResult.Unusable;
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

/**
 * Reads records of the source topics: the topics that the catalogue lists steps for and that this
 * service may read.
 */
@ApplicationScoped
class AuditStepReader {
    private static final String SERVICE = "retention-audit";

    private final Map<String, Optional<Topic>> sources = new ConcurrentHashMap<>();

    /** By the name of the record that a topic carries, {@link Topic#value}. */
    private final Map<String, Function<byte[], StepReadResult>> readers;

    @Inject
    AuditStepReader(SchemaRegistry registry) {
        readers =
                Map.ofEntries(
                        reader(registry, AcceptedMessage.class, StepExtractor::accepted),
                        reader(registry, ClearedMessage.class, StepExtractor::cleared),
                        reader(registry, MessageStep.class, StepExtractor::of),
                        reader(registry, DeliveryEvent.class, StepExtractor::of));
    }

    boolean isSource(String topic) {
        return source(topic).isPresent();
    }

    /**
     * Reads one record of a source topic. A record on the topic of another business is unusable.
     *
     * @throws io.sealpost.wire.SchemaRegistryUnavailable if its schema cannot be fetched
     */
    StepReadResult read(ConsumerRecord<String, byte[]> record) {
        Topic source = source(record.topic()).orElseThrow();
        StepReadResult result =
                Objects.requireNonNull(readers.get(source.value())).apply(record.value());
        boolean foreign =
                result instanceof Found(AuditStep step)
                        && source.isFamily()
                        && !source.of(step.business().value()).equals(record.topic());
        return foreign ? new Unusable(DeadLetterReason.BAD_FORM) : result;
    }

    private Optional<Topic> source(String topic) {
        return sources.computeIfAbsent(topic, AuditStepReader::inCatalogue);
    }

    private static Optional<Topic> inCatalogue(String topic) {
        return Catalogue.get()
                .matching(topic)
                .filter(entry -> !entry.steps().isEmpty() && entry.readers().contains(SERVICE));
    }

    private static <T extends SpecificRecord>
            Map.Entry<String, Function<byte[], StepReadResult>> reader(
                    SchemaRegistry registry, Class<T> type, Function<T, StepReadResult> extract) {
        Codec<T> codec = new Codec<>(registry, type);
        return Map.entry(type.getSimpleName(), bytes -> read(codec, extract, bytes));
    }

    private static <T extends SpecificRecord> StepReadResult read(
            Codec<T> codec, Function<T, StepReadResult> extract, byte[] bytes) {
        return switch (codec.decode(bytes)) {
            case Value<T>(T record) -> extracted(extract, record);
            case Undecodable<T>(DeadLetterReason reason) -> new Unusable(reason);
        };
    }

    private static <T> StepReadResult extracted(Function<T, StepReadResult> extract, T record) {
        try {
            return extract.apply(record);
        } catch (IllegalArgumentException malformedId) {
            return new Unusable(DeadLetterReason.BAD_FORM);
        }
    }
}
