package io.sealpost.delivery.domain;

import static io.sealpost.delivery.domain.MessageEvent.by;
import static io.sealpost.delivery.domain.MessageEvent.delivered;
import static io.sealpost.delivery.domain.MessageEvent.ended;
import static io.sealpost.delivery.domain.MessageEvent.passed;

import io.sealpost.delivery.domain.Step.Ended;
import io.sealpost.delivery.domain.Step.Expire;
import io.sealpost.delivery.domain.Step.Recall;
import io.sealpost.delivery.domain.Step.Receipt;
import io.sealpost.delivery.domain.Step.Sealed;
import io.sealpost.delivery.domain.Step.Sent;
import io.sealpost.delivery.domain.Step.Times;
import io.sealpost.hop.Decision;
import io.sealpost.schemas.DeliveryEventKind;
import io.sealpost.schemas.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The status machine of a message. Pure; every combination of status and step is in the README of
 * delivery, and that table is a test.
 */
public final class StepDecider {

    private StepDecider() {}

    /** Decides one step. Earlier events that are missing come first; late steps are ignored. */
    public static Decision<StepOutcome, MessageState> decide(MessageState state, Step step) {
        return switch (step) {
            case Sealed sealed -> sealed(state, sealed);
            case Ended ended -> endedEarly(state, ended);
            case Sent sent -> sent(state, sent);
            case Receipt receipt -> receipt(state, receipt);
            case Expire(Instant due) ->
                    end(
                            state,
                            MessageStatus.EXPIRED,
                            ended(DeliveryEventKind.EXPIRED, due, Reason.TTL_PASSED));
            case Recall(long _, Instant at) ->
                    end(
                            state,
                            MessageStatus.RECALLED,
                            ended(DeliveryEventKind.RECALLED, at, Reason.WITHDRAWN));
        };
    }

    private static Decision<StepOutcome, MessageState> sealed(MessageState state, Sealed step) {
        if (state.status() != MessageStatus.NEW) {
            return ignored(state);
        }
        MessageState sealed =
                MessageState.first(MessageStatus.SEALED, step.message(), step.devices());
        List<MessageEvent> events = earlier(step.times(), 3, step.at());
        boolean isWithdrawn =
                state.withdrawals().stream()
                        .anyMatch(w -> w.covers(step.message().business(), step.consent()));
        if (isWithdrawn) {
            events.add(ended(DeliveryEventKind.RECALLED, step.at(), Reason.WITHDRAWN));
            return moved(sealed.at(MessageStatus.RECALLED), events);
        }
        return Decision.recorded(new StepOutcome.Sealed(step.message(), events), sealed);
    }

    private static Decision<StepOutcome, MessageState> endedEarly(MessageState state, Ended step) {
        if (state.status() != MessageStatus.NEW) {
            return ignored(state);
        }
        EarlyEnd end = step.end();
        List<MessageEvent> events = earlier(step.times(), end.earlierEvents(), step.at());
        events.add(ended(end.event(), step.at(), step.reason()));
        return moved(MessageState.first(end.status(), step.message(), Set.of()), events);
    }

    private static Decision<StepOutcome, MessageState> sent(MessageState state, Sent step) {
        return state.status() == MessageStatus.SEALED
                ? moved(
                        state.at(MessageStatus.SENT),
                        List.of(by(step.device(), DeliveryEventKind.SENT, step.sentAt())))
                : ignored(state);
    }

    private static Decision<StepOutcome, MessageState> receipt(MessageState state, Receipt step) {
        boolean isOpen = state.status().isOpen();
        if (!isOpen && !state.status().endedAfterSealing()) {
            return ignored(state);
        }
        if (!state.wasSealedTo(step.device())) {
            return Decision.recorded(new StepOutcome.NotSealedTo(), state);
        }
        return isOpen ? openReceipt(state, step) : lateReceipt(state, step);
    }

    /** The message is open. SENT is published at the push's time, unless it was published. */
    private static Decision<StepOutcome, MessageState> openReceipt(
            MessageState state, Receipt step) {
        List<MessageEvent> events = new ArrayList<>();
        if (state.status() == MessageStatus.SEALED) {
            events.add(by(step.device(), DeliveryEventKind.SENT, step.sentAt()));
        }
        return switch (step.kind()) {
            case DELIVERED -> {
                events.add(delivered(step.device(), step.answeredAt()));
                yield moved(state.at(MessageStatus.DELIVERED), events);
            }
            case READ -> {
                events.add(delivered(step.device(), step.answeredAt()));
                events.add(read(step));
                yield moved(state.at(MessageStatus.DELIVERED), events);
            }
            case CANNOT_OPEN -> {
                MessageState next = state.withOneMoreThatCannotOpen();
                if (!next.canNoDeviceOpen()) {
                    yield Decision.recorded(new StepOutcome.Noted(next.status()), next);
                }
                events.add(ended(DeliveryEventKind.FAILED, step.answeredAt(), Reason.CANNOT_OPEN));
                yield moved(next.at(MessageStatus.FAILED), events);
            }
        };
    }

    /** The message has its terminal. Further answers are published, and end nothing. */
    private static Decision<StepOutcome, MessageState> lateReceipt(
            MessageState state, Receipt step) {
        return switch (step.kind()) {
            case DELIVERED ->
                    moved(
                            state,
                            List.of(
                                    by(
                                            step.device(),
                                            DeliveryEventKind.DELIVERED,
                                            step.answeredAt())));
            case READ -> moved(state, List.of(read(step)));
            case CANNOT_OPEN -> ignored(state);
        };
    }

    private static Decision<StepOutcome, MessageState> end(
            MessageState state, MessageStatus end, MessageEvent terminal) {
        return state.status().isOpen() ? moved(state.at(end), List.of(terminal)) : ignored(state);
    }

    private static MessageEvent read(Receipt step) {
        return by(step.device(), DeliveryEventKind.READ, step.answeredAt());
    }

    private static Decision<StepOutcome, MessageState> moved(
            MessageState next, List<MessageEvent> events) {
        return Decision.recorded(new StepOutcome.Moved(next.knownAttributes(), events), next);
    }

    private static Decision<StepOutcome, MessageState> ignored(MessageState state) {
        return Decision.recorded(new StepOutcome.Ignored(state.status()), state);
    }

    /** The first {@code count} of ACCEPTED, CLEARED and SEALED, each at its own time. */
    private static List<MessageEvent> earlier(Times times, int count, Instant otherwise) {
        List<MessageEvent> all =
                List.of(
                        passed(DeliveryEventKind.ACCEPTED, or(times.ingested(), otherwise)),
                        passed(DeliveryEventKind.CLEARED, or(times.cleared(), otherwise)),
                        passed(DeliveryEventKind.SEALED, or(times.sealed(), otherwise)));
        return new ArrayList<>(all.subList(0, count));
    }

    private static Instant or(@Nullable Instant time, Instant otherwise) {
        return time == null ? otherwise : time;
    }
}
