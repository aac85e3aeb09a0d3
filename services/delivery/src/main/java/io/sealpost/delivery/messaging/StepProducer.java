package io.sealpost.delivery.messaging;

import io.sealpost.delivery.domain.StepCommand;
import io.sealpost.hop.Publisher;
import io.sealpost.hop.beans.Hops;
import io.sealpost.schemas.MessageStep;
import io.sealpost.seal.id.Lane;
import io.sealpost.wire.Codec;
import io.sealpost.wire.SchemaRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;

/**
 * Puts what sockets and timers ask for on {@code message-steps}; they write no state themselves.
 */
@ApplicationScoped
public class StepProducer {
    /** Devices answer one by one; receipts of bulk go together. */
    private static final Duration GATHER = Duration.ofMillis(20);

    private final Publisher urgent;
    private final Publisher bulk;
    private final StepCommandWriter writer;

    @Inject
    StepProducer(Hops hops, Publisher publisher, SchemaRegistry registry) {
        this.urgent = publisher;
        this.bulk = hops.lingering(GATHER);
        this.writer = new StepCommandWriter(new Codec<>(registry, MessageStep.class));
    }

    /** Done when the broker has acknowledged all. Encodes on the calling thread. */
    public Uni<Void> publish(List<StepCommand> commands) {
        return publish(urgent, commands, Lane.URGENT)
                .chain(() -> publish(bulk, commands, Lane.BULK));
    }

    private Uni<Void> publish(Publisher publisher, List<StepCommand> commands, Lane lane) {
        return publisher.publish(
                commands.stream()
                        .filter(command -> command.lane() == lane)
                        .map(writer::record)
                        .toList());
    }
}
