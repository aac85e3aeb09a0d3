package io.sealpost.consent.domain;

import io.sealpost.consent.domain.LedgerOutcome.Accepted;
import io.sealpost.consent.domain.LedgerOutcome.Refused;
import io.sealpost.consent.domain.Stance.Withdrawn;
import io.sealpost.hop.Decision.Recorded;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything on record of one subject; immutable.
 *
 * @param version the highest given out, to a record or a block
 * @param blockVersion of the last block or its end; 0 where there was none
 * @param withdrawnAt when the person last said no to more than has a record: to everything, or to a
 *     scope there was no room for; null where they never did
 * @param unsaved the records written since it was loaded
 */
public record Ledger(
        Subject subject,
        long version,
        boolean blocked,
        long blockVersion,
        @Nullable Instant withdrawnAt,
        Map<Scope, Standing> standing,
        Unsaved unsaved) {

    /**
     * How many scopes a subject may have: one command can be about all of them. It bounds what is
     * granted; a no past it is kept in {@link #withdrawnAt}.
     */
    static final int MOST_SCOPES = 256;

    /** What was loaded, before any command of this batch. */
    public static Ledger loaded(
            Subject subject,
            long version,
            boolean blocked,
            long blockVersion,
            @Nullable Instant withdrawnAt,
            Map<Scope, Standing> standing) {
        return new Ledger(
                subject,
                version,
                blocked,
                blockVersion,
                withdrawnAt,
                Map.copyOf(standing),
                Unsaved.NOTHING);
    }

    /** What a subject begins with. */
    public static Ledger empty(Subject subject) {
        return loaded(subject, 0, false, 0, null, Map.of());
    }

    public @Nullable Standing about(Scope scope) {
        return standing.get(scope);
    }

    /** When the person last said no to this scope; null where a yes stands or nothing was said. */
    @Nullable Instant withdrawnAt(Scope scope) {
        Standing newest = about(scope);
        if (newest == null) {
            return withdrawnAt;
        }
        return newest.stance() instanceof Withdrawn(Instant askedAt) ? askedAt : null;
    }

    /** Accepts a command that led to this ledger. */
    Recorded<LedgerOutcome, Ledger> accepted(List<Change> changes) {
        return new Recorded<>(new Accepted(changes), this);
    }

    /** Refuses a command, which leaves this ledger as it is. */
    Recorded<LedgerOutcome, Ledger> refused(RefusalReason why) {
        return new Recorded<>(new Refused(why), this);
    }

    Ledger blocked(boolean now) {
        return new Ledger(subject, version + 1, now, version + 1, withdrawnAt, standing, unsaved);
    }
}
