package io.sealpost.delivery.domain;

import static io.sealpost.delivery.domain.Event.by;
import static io.sealpost.delivery.domain.Event.delivered;
import static io.sealpost.delivery.domain.Event.ended;
import static io.sealpost.delivery.domain.Event.passed;

import io.sealpost.delivery.domain.Step.Ended;
import io.sealpost.delivery.domain.Step.Expire;
import io.sealpost.delivery.domain.Step.Recall;
import io.sealpost.delivery.domain.Step.Receipt;
import io.sealpost.delivery.domain.Step.Sealed;
import io.sealpost.delivery.domain.Step.Sent;
import io.sealpost.delivery.domain.Step.Times;
import io.sealpost.schemas.DeliveryEventKind;
import io.sealpost.schemas.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The status machine of a message. Pure; every cell of stages × steps is in the service's README,
 * which is also its test.
 */
public final class DeliveryDecider {

    private DeliveryDecider() {}

    /** Decides one step. Missing earlier events come first; lower steps are ignored. */
    public static Move decide(MessageState state, Step step) {
        return switch (step) {
            case Sealed sealed -> sealed(state, sealed);
            case Ended ended -> endedEarly(state, ended);
            case Sent sent -> sent(state, sent);
            case Receipt receipt -> receipt(state, receipt);
            case Expire(Instant due) ->
                    end(state, Stage.EXPIRED, DeliveryEventKind.EXPIRED, due, Reason.TTL_PASSED);
            case Recall(long version, Instant at) ->
                    end(state, Stage.RECALLED, DeliveryEventKind.RECALLED, at, Reason.WITHDRAWN);
        };
    }

    private static Move sealed(MessageState state, Sealed step) {
        if (state.stage() != Stage.NEW) {
            return Move.ignored(state, Effect.OUT_OF_TURN);
        }
        List<Event> events = new ArrayList<>(reached(step.times(), 3, step.at()));
        boolean withdrawn =
                state.withdrawals().stream()
                        .anyMatch(w -> w.covers(step.facts().business(), step.clearance()));
        if (withdrawn) {
            events.add(ended(DeliveryEventKind.RECALLED, step.at(), Reason.WITHDRAWN));
        }
        Stage next = withdrawn ? Stage.RECALLED : Stage.SEALED;
        return new Move(MessageState.first(next, step.facts(), step.devices()), events);
    }

    private static Move endedEarly(MessageState state, Ended step) {
        if (state.stage() != Stage.NEW) {
            return Move.ignored(state, Effect.OUT_OF_TURN);
        }
        Stage end = Stage.valueOf(step.end().name());
        int before = end == Stage.REJECTED ? 0 : end == Stage.REFUSED ? 1 : 2;
        List<Event> events = new ArrayList<>(reached(step.times(), before, step.at()));
        events.add(ended(step.end(), step.at(), step.reason()));
        return new Move(MessageState.first(end, step.facts(), Set.of()), events);
    }

    private static Move sent(MessageState state, Sent step) {
        return state.stage() == Stage.SEALED
                ? Move.to(
                        state.at(Stage.SENT),
                        by(step.device(), DeliveryEventKind.SENT, step.sentAt()))
                : Move.ignored(state, Effect.OUT_OF_TURN);
    }

    private static Move receipt(MessageState state, Receipt step) {
        boolean isOpen = state.stage().isOpen();
        if (!isOpen && !state.stage().wasSealed()) {
            return Move.ignored(state, Effect.OUT_OF_TURN);
        }
        if (!state.wasSealedTo(step.device())) {
            return Move.ignored(state, Effect.NOT_SEALED_TO);
        }
        return isOpen ? first(state, step) : further(state, step);
    }

    /** No device answered before; SENT is told from the push's time unless it was. */
    private static Move first(MessageState state, Receipt step) {
        List<Event> events = new ArrayList<>();
        if (state.stage() == Stage.SEALED) {
            events.add(by(step.device(), DeliveryEventKind.SENT, step.sentAt()));
        }
        switch (step.kind()) {
            case DELIVERED -> events.add(delivered(step.device(), step.answeredAt()));
            case READ -> {
                events.add(delivered(step.device(), step.answeredAt()));
                events.add(read(step));
            }
            case CANNOT_OPEN -> {
                MessageState next = state.oneMoreUnable();
                if (next.unable() < next.devices()) {
                    return Move.to(next);
                }
                events.add(failed(step));
                return new Move(next.at(Stage.FAILED), events);
            }
        }
        return new Move(state.at(Stage.DELIVERED), events);
    }

    /** The message has its terminal; what devices still say is told, but ends nothing. */
    private static Move further(MessageState state, Receipt step) {
        return switch (step.kind()) {
            case DELIVERED ->
                    Move.to(
                            state,
                            by(step.device(), DeliveryEventKind.DELIVERED, step.answeredAt()));
            case READ -> Move.to(state, read(step));
            case CANNOT_OPEN -> Move.ignored(state, Effect.OUT_OF_TURN);
        };
    }

    private static Move end(
            MessageState state, Stage end, DeliveryEventKind kind, Instant at, Reason reason) {
        return state.stage().isOpen()
                ? Move.to(state.at(end), ended(kind, at, reason))
                : Move.ignored(state, Effect.OUT_OF_TURN);
    }

    private static Event read(Receipt step) {
        return by(step.device(), DeliveryEventKind.READ, step.answeredAt());
    }

    private static Event failed(Receipt step) {
        return ended(DeliveryEventKind.FAILED, step.answeredAt(), Reason.CANNOT_OPEN);
    }

    /** The first {@code count} of ACCEPTED, CLEARED and SEALED, each at its own time. */
    private static List<Event> reached(Times times, int count, Instant otherwise) {
        return List.of(
                        passed(DeliveryEventKind.ACCEPTED, or(times.ingested(), otherwise)),
                        passed(DeliveryEventKind.CLEARED, or(times.cleared(), otherwise)),
                        passed(DeliveryEventKind.SEALED, or(times.sealed(), otherwise)))
                .subList(0, count);
    }

    private static Instant or(@Nullable Instant time, Instant otherwise) {
        return time == null ? otherwise : time;
    }
}
