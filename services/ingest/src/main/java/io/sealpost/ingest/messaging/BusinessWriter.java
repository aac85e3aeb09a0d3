package io.sealpost.ingest.messaging;

import io.sealpost.ingest.domain.BusinessOutcome;
import io.sealpost.ingest.domain.BusinessOutcome.Changed;
import io.sealpost.ingest.domain.BusinessOutcome.Unchanged;
import io.sealpost.ingest.domain.BusinessOutcome.UnknownBusiness;
import io.sealpost.ingest.domain.BusinessState.Registered;
import io.sealpost.ingest.domain.BusinessState.Status;
import io.sealpost.schemas.Business;
import io.sealpost.schemas.BusinessStatus;
import io.sealpost.seal.Bytes;
import io.sealpost.wire.Catalogue;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Enums;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** From the outcome of an operator's command to the record on {@code businesses}. */
final class BusinessWriter {
    private static final String TOPIC = Catalogue.get().named("businesses").name();

    private final Codec<Business> codec;

    BusinessWriter(Codec<Business> codec) {
        this.codec = codec;
    }

    /**
     * A command that changed nothing publishes the state again: its sender waits to see the state.
     */
    List<ProducerRecord<String, byte[]>> write(BusinessOutcome outcome) {
        return switch (outcome) {
            case Changed(Registered state) -> List.of(record(state));
            case Unchanged(Registered state) -> List.of(record(state));
            case UnknownBusiness() -> List.of();
        };
    }

    private ProducerRecord<String, byte[]> record(Registered state) {
        return new ProducerRecord<>(TOPIC, state.id().value(), codec.encode(business(state)));
    }

    private static Business business(Registered state) {
        return Business.newBuilder()
                .setBusiness(state.id().value())
                .setVersion(state.version())
                .setStatus(status(state.status()))
                .setAllowedModes(
                        state.details().modes().stream().sorted().map(Enums::avro).toList())
                .setBusinessKey(buffer(state.details().businessKey()))
                .setProducerKey(buffer(state.details().producerKey()))
                .setChangedAt(state.changedAt())
                .build();
    }

    private static BusinessStatus status(Status status) {
        return switch (status) {
            case ACTIVE -> BusinessStatus.ACTIVE;
            case SUSPENDED -> BusinessStatus.SUSPENDED;
        };
    }

    private static @Nullable ByteBuffer buffer(@Nullable Bytes bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes.toArray());
    }
}
