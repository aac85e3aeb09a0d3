package io.sealpost.delivery.api;

import io.quarkus.scheduler.Scheduled;
import io.sealpost.delivery.DeliveryConfig;
import io.sealpost.delivery.domain.Step;
import io.sealpost.delivery.domain.StepCommand;
import io.sealpost.delivery.messaging.StepProducer;
import io.sealpost.seal.id.MessageId;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks for SENT of its own where a device has not answered a push for a while. */
@ApplicationScoped
class SentTimer {
    private final Sessions sessions;
    private final StepProducer steps;
    private final Duration patience;

    @Inject
    SentTimer(Sessions sessions, StepProducer steps, DeliveryConfig config) {
        this.sessions = sessions;
        this.steps = steps;
        this.patience = config.sentAfter();
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> look() {
        List<StepCommand> commands = new ArrayList<>();
        for (Session session : sessions.all()) {
            session.inFlight()
                    .forEach(
                            (message, one) -> {
                                boolean late = one.age().compareTo(patience) > 0;
                                if (late && session.sentTold().add(message)) {
                                    commands.add(sent(session, message, one));
                                }
                            });
        }
        return commands.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.createFrom()
                        .item(commands)
                        .emitOn(Infrastructure.getDefaultWorkerPool())
                        .chain(steps::publish);
    }

    private static StepCommand sent(Session session, MessageId message, InFlight one) {
        return new StepCommand(
                message,
                session.recipient(),
                one.lane(),
                new Step.Sent(session.address().device(), one.pushedAt()));
    }
}
