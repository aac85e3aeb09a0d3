package io.sealpost.delivery.push;

import io.quarkus.scheduler.Scheduled;
import io.sealpost.delivery.DeliveryConfig;
import io.sealpost.delivery.domain.Step;
import io.sealpost.delivery.domain.StepCommand;
import io.sealpost.delivery.session.DeviceSession;
import io.sealpost.delivery.session.DeviceSessions;
import io.sealpost.delivery.session.InFlight;
import io.sealpost.delivery.steps.StepProducer;
import io.sealpost.seal.id.MessageId;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Produces a SENT step for each push that a device has not answered for a while. */
@ApplicationScoped
class SentTimer {
    private final DeviceSessions sessions;
    private final StepProducer steps;
    private final Duration sentAfter;

    @Inject
    SentTimer(DeviceSessions sessions, StepProducer steps, DeliveryConfig config) {
        this.sessions = sessions;
        this.steps = steps;
        this.sentAfter = config.sentAfter();
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> check() {
        List<StepCommand> commands = new ArrayList<>();
        for (DeviceSession session : sessions.all()) {
            session.inFlight()
                    .forEach(
                            (message, push) -> {
                                boolean isLate = push.age().compareTo(sentAfter) > 0;
                                if (isLate && session.sentRequested().add(message)) {
                                    commands.add(sent(session, message, push));
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

    private static StepCommand sent(DeviceSession session, MessageId message, InFlight push) {
        return new StepCommand(
                message,
                session.recipient(),
                push.lane(),
                new Step.Sent(session.address().device(), push.pushedAt()));
    }
}
