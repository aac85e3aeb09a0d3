package io.sealpost.delivery.messaging;

import io.sealpost.delivery.domain.StepCommand;
import io.sealpost.hop.Publisher;
import io.sealpost.schemas.MessageStep;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Registry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Puts what sockets and timers ask for on {@code message-steps}; they write no state themselves.
 */
@ApplicationScoped
public class StepProducer {
    private final Publisher publisher;
    private final StepWriter writer;

    @Inject
    StepProducer(Publisher publisher, Registry registry) {
        this.publisher = publisher;
        this.writer = new StepWriter(new Codec<>(registry, MessageStep.class));
    }

    /** Done when the broker has acknowledged all. Encodes on the calling thread. */
    public Uni<Void> publish(List<StepCommand> commands) {
        return publisher.publish(commands.stream().map(writer::write).toList());
    }
}
