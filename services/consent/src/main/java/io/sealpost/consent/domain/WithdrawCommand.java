package io.sealpost.consent.domain;

import io.sealpost.consent.domain.ConsentStatus.Withdrawn;
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
        List<ConsentChange> changes = new ArrayList<>();
        if (purpose == null) {
            draft.withdrawUnrecorded(context.effectiveAt());
        }
        for (ConsentScope scope : scopes(ledger)) {
            changes.add(withdraw(ledger, draft, scope, context.effectiveAt()));
        }
        if (changes.isEmpty()) {
            // Every purpose, and none is known: the business is still informed.
            changes.add(
                    new ConsentChange(ConsentChange.Kind.WITHDRAWN, null, ledger.version(), null));
        }
        return draft.ledger().accepted(changes);
    }

    /** A second withdrawal writes no record; it may move the time of the first one. */
    private static ConsentChange withdraw(
            Ledger ledger, LedgerDraft draft, ConsentScope scope, Instant withdrawnAt) {
        if (!draft.hasRoomFor(scope)) {
            // Not lost for lack of room: it is stored as a withdrawal of all that has no record.
            draft.withdrawUnrecorded(withdrawnAt);
            return new ConsentChange(ConsentChange.Kind.WITHDRAWN, scope, ledger.version(), null);
        }
        NewestRecord before = ledger.newest(scope);
        if (before == null || !(before.status() instanceof Withdrawn(Instant earlier))) {
            return draft.write(scope, new Withdrawn(withdrawnAt), null);
        }
        return earlier.isBefore(withdrawnAt)
                ? draft.replace(scope, before.with(new Withdrawn(withdrawnAt)))
                : ConsentChange.of(scope, before);
    }

    /** An unknown scope that is named is included: its withdrawal is recorded too. */
    private Set<ConsentScope> scopes(Ledger ledger) {
        Set<ConsentScope> scopes = new TreeSet<>();
        for (Purpose each : purposes(ledger)) {
            for (Channel way : channels()) {
                scopes.add(new ConsentScope(each, way));
            }
        }
        return scopes;
    }

    private Set<Purpose> purposes(Ledger ledger) {
        if (purpose != null) {
            return Set.of(purpose);
        }
        Set<Purpose> known = new LinkedHashSet<>();
        ledger.newest().keySet().forEach(scope -> known.add(scope.purpose()));
        return known;
    }

    private List<Channel> channels() {
        return channel != null
                ? List.of(channel)
                : Arrays.stream(Channel.values()).filter(each -> each != Channel.UNKNOWN).toList();
    }
}
