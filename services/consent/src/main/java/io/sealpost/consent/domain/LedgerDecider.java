package io.sealpost.consent.domain;

import io.sealpost.consent.domain.Command.Block;
import io.sealpost.consent.domain.Command.Grant;
import io.sealpost.consent.domain.Command.Unblock;
import io.sealpost.consent.domain.Command.Withdraw;
import io.sealpost.consent.domain.Grounds.Renewal;
import io.sealpost.consent.domain.Stance.Granted;
import io.sealpost.consent.domain.Stance.Withdrawn;
import io.sealpost.hop.Decision.Recorded;
import io.sealpost.seal.id.Channel;
import io.sealpost.seal.id.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides what a command changes in a subject's ledger. Pure: same ledger, request and instant,
 * same answer.
 *
 * <pre>
 *   (nothing) ──grant──► GRANTED ──withdraw──► WITHDRAWN ──grant collected later──► GRANTED …
 *       └────────────────withdraw──────────────────┘         every arrow is a new version
 * </pre>
 */
public final class LedgerDecider {
    /** How far a business's clock may be ahead of the broker's. */
    static final Duration CLOCK_SKEW = Duration.ofMinutes(10);

    /** How long a grant may last: a hundred years, where a column's times go on much longer. */
    static final Duration LONGEST = Duration.ofDays(36_525);

    private LedgerDecider() {}

    public static Recorded<LedgerOutcome, Ledger> decide(
            Ledger ledger, Request request, Instant now) {
        return switch (request.command()) {
            case Grant grant -> grant(ledger, grant, request, now);
            case Withdraw withdraw -> withdraw(ledger, withdraw, request, now);
            case Block block -> block(ledger);
            case Unblock unblock -> unblock(ledger, request, now);
        };
    }

    private static Recorded<LedgerOutcome, Ledger> grant(
            Ledger ledger, Grant grant, Request request, Instant now) {
        if (grant.evidence().collectedAt().isAfter(request.arrivedAt().plus(CLOCK_SKEW))) {
            return ledger.refused(RefusalReason.BAD_EVIDENCE);
        }
        Granted granted = new Granted(grant.validUntil());
        if (!granted.covers(now) || granted.endsAfter(request.arrivedAt().plus(LONGEST))) {
            return ledger.refused(RefusalReason.EXPIRY_OUT_OF_BOUNDS);
        }
        Standing before = ledger.about(grant.scope());
        if (before != null && before.commandId().equals(request.commandId())) {
            return ledger.accepted(List.of(Change.of(grant.scope(), before)));
        }
        if (isAnswered(ledger, grant, request)) {
            return ledger.refused(RefusalReason.WITHDRAWN);
        }
        Draft draft = new Draft(ledger, request, now);
        if (!draft.hasRoomFor(grant.scope())) {
            return ledger.refused(RefusalReason.BAD_PURPOSE);
        }
        Change change = draft.write(grant.scope(), granted, grant.evidence());
        return draft.ledger().accepted(List.of(change));
    }

    /** A yes that is older than the person's no, and came late, does not undo it. */
    private static boolean isAnswered(Ledger ledger, Grant grant, Request request) {
        Instant no = ledger.refusedAt(grant.scope());
        return no != null
                && request.noLaterThanArrival(grant.evidence().collectedAt()).isBefore(no);
    }

    private static Recorded<LedgerOutcome, Ledger> withdraw(
            Ledger ledger, Withdraw withdraw, Request request, Instant now) {
        Draft draft = new Draft(ledger, request, now);
        List<Change> changes = new ArrayList<>();
        if (withdraw.purpose() == null) {
            draft.withdrawUnknown(request.saidAt());
        }
        for (Scope scope : scopes(ledger, withdraw)) {
            changes.add(withdrawn(ledger, draft, scope, request.saidAt()));
        }
        if (changes.isEmpty()) {
            // Every purpose, and none is known: unknown means no already, and an older yes is none.
            changes.add(new Change(Change.Kind.WITHDRAWN, null, ledger.version(), null));
        }
        return draft.ledger().accepted(changes);
    }

    /** Withdrawing twice is already done: the record stays, only the time of the no may move. */
    private static Change withdrawn(Ledger ledger, Draft draft, Scope scope, Instant askedAt) {
        if (!draft.hasRoomFor(scope)) {
            // Never lost for want of room: it is remembered of everything that has no record.
            draft.withdrawUnknown(askedAt);
            return new Change(Change.Kind.WITHDRAWN, scope, ledger.version(), null);
        }
        Standing before = ledger.about(scope);
        if (before == null || !(before.stance() instanceof Withdrawn(Instant earlier))) {
            return draft.write(scope, new Withdrawn(askedAt), null);
        }
        return earlier.isBefore(askedAt)
                ? draft.restate(scope, before.with(new Withdrawn(askedAt)))
                : Change.of(scope, before);
    }

    /** An unknown scope that is named is withdrawn too: a record that says no, not just silence. */
    private static Set<Scope> scopes(Ledger ledger, Withdraw withdraw) {
        Set<Scope> scopes = new TreeSet<>();
        for (Purpose purpose : purposes(ledger, withdraw)) {
            for (Channel channel : channels(withdraw)) {
                scopes.add(new Scope(purpose, channel));
            }
        }
        return scopes;
    }

    private static Set<Purpose> purposes(Ledger ledger, Withdraw withdraw) {
        if (withdraw.purpose() != null) {
            return Set.of(withdraw.purpose());
        }
        Set<Purpose> known = new LinkedHashSet<>();
        ledger.standing().keySet().forEach(scope -> known.add(scope.purpose()));
        return known;
    }

    private static List<Channel> channels(Withdraw withdraw) {
        return withdraw.channel() != null
                ? List.of(withdraw.channel())
                : List.of(Channel.values()).stream()
                        .filter(channel -> channel != Channel.UNKNOWN)
                        .toList();
    }

    private static Recorded<LedgerOutcome, Ledger> block(Ledger ledger) {
        Ledger next = ledger.blocked() ? ledger : ledger.blocked(true);
        return next.accepted(
                List.of(new Change(Change.Kind.BLOCKED, null, next.blockVersion(), null)));
    }

    /**
     * What stood before the block stands again, as new versions above the block's: delivery recalls
     * whatever was cleared under the block's version or a lower one, for good.
     */
    private static Recorded<LedgerOutcome, Ledger> unblock(
            Ledger ledger, Request request, Instant now) {
        if (!ledger.blocked()) {
            return ledger.accepted(List.of(unblocked(ledger)));
        }
        Ledger next = ledger.blocked(false);
        Draft draft = new Draft(next, request, now);
        List<Change> changes = new ArrayList<>();
        changes.add(unblocked(next));
        for (Scope scope : new TreeSet<>(ledger.standing().keySet())) {
            Standing before = ledger.about(scope);
            if (before != null
                    && before.stance() instanceof Granted granted
                    && granted.covers(now)) {
                changes.add(draft.write(scope, granted, new Renewal(before.hash())));
            }
        }
        return draft.ledger().accepted(changes);
    }

    private static Change unblocked(Ledger ledger) {
        return new Change(Change.Kind.UNBLOCKED, null, ledger.blockVersion(), null);
    }
}
