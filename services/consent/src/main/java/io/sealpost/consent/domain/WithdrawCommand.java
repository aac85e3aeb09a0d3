package io.sealpost.consent.domain;

import io.sealpost.consent.domain.Stance.Withdrawn;
import io.sealpost.hop.Decision.Recorded;
import io.sealpost.seal.id.Channel;
import io.sealpost.seal.id.Purpose;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The person no longer agrees.
 *
 * @param purpose null for every purpose
 * @param channel null for every channel
 */
public record WithdrawCommand(@Nullable Purpose purpose, @Nullable Channel channel)
        implements LedgerCommand {

    @Override
    public Recorded<LedgerOutcome, Ledger> decide(
            Ledger ledger, CommandContext context, Instant now) {
        LedgerDraft draft = new LedgerDraft(ledger, context, now);
        List<Change> changes = new ArrayList<>();
        if (purpose == null) {
            draft.withdrawUnknown(context.effectiveAt());
        }
        for (Scope scope : scopes(ledger)) {
            changes.add(withdraw(ledger, draft, scope, context.effectiveAt()));
        }
        if (changes.isEmpty()) {
            // Every purpose, and none is known: the business is still informed.
            changes.add(new Change(Change.Kind.WITHDRAWN, null, ledger.version(), null));
        }
        return draft.ledger().accepted(changes);
    }

    /** A second withdrawal writes no record; it may move the time of the first one. */
    private static Change withdraw(
            Ledger ledger, LedgerDraft draft, Scope scope, Instant withdrawnAt) {
        if (!draft.hasRoomFor(scope)) {
            // Not lost for lack of room: it is stored as a withdrawal of all that has no record.
            draft.withdrawUnknown(withdrawnAt);
            return new Change(Change.Kind.WITHDRAWN, scope, ledger.version(), null);
        }
        Standing before = ledger.about(scope);
        if (before == null || !(before.stance() instanceof Withdrawn(Instant earlier))) {
            return draft.write(scope, new Withdrawn(withdrawnAt), null);
        }
        return earlier.isBefore(withdrawnAt)
                ? draft.restate(scope, before.with(new Withdrawn(withdrawnAt)))
                : Change.of(scope, before);
    }

    /** An unknown scope that is named is included: its withdrawal is recorded too. */
    private Set<Scope> scopes(Ledger ledger) {
        Set<Scope> scopes = new TreeSet<>();
        for (Purpose each : purposes(ledger)) {
            for (Channel way : channels()) {
                scopes.add(new Scope(each, way));
            }
        }
        return scopes;
    }

    private Set<Purpose> purposes(Ledger ledger) {
        if (purpose != null) {
            return Set.of(purpose);
        }
        Set<Purpose> known = new LinkedHashSet<>();
        ledger.standing().keySet().forEach(scope -> known.add(scope.purpose()));
        return known;
    }

    private List<Channel> channels() {
        return channel != null
                ? List.of(channel)
                : Arrays.stream(Channel.values()).filter(each -> each != Channel.UNKNOWN).toList();
    }
}
