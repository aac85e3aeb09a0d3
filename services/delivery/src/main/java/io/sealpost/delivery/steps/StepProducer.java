package io.sealpost.delivery.steps;

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

/** Publishes the steps that sockets and timers request. */
@ApplicationScoped
public class StepProducer {
    /** Devices answer one by one: receipts of bulk wait for each other. */
    private static final Duration BULK_LINGER = Duration.ofMillis(20);

    private final Publisher urgent;
    private final Publisher bulk;
    private final StepCommandWriter writer;

    @Inject
    StepProducer(Hops hops, Publisher publisher, SchemaRegistry registry) {
        this.urgent = publisher;
        this.bulk = hops.lingering(BULK_LINGER);
        this.writer = new StepCommandWriter(new Codec<>(registry, MessageStep.class));
    }

    /** Done when the broker has acknowledged all of them. Encodes on the calling thread. */
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
