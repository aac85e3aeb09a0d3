package io.sealpost.consent.domain;

import io.sealpost.consent.domain.ConsentStatus.Withdrawn;
import io.sealpost.consent.domain.LedgerOutcome.Accepted;
import io.sealpost.consent.domain.LedgerOutcome.Refused;
import io.sealpost.hop.Decision.Recorded;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is recorded of one subject; immutable.
 *
 * @param version the highest version in use, of a record or of a block
 * @param blockVersion the version of the last block or of its end; 0 if there was none
 * @param withdrawnAt when the person last withdrew more than has a record: every purpose, or a
 *     scope past {@link #MAX_SCOPES}; null if never
 * @param newest the newest record of each scope
 * @param unsaved the records written since it was loaded
 */
public record Ledger(
        Subject subject,
        long version,
        boolean blocked,
        long blockVersion,
        @Nullable Instant withdrawnAt,
        Map<ConsentScope, NewestRecord> newest,
        UnsavedRecords unsaved) {

    /**
     * The most scopes that a subject may have records of: one command can concern all of them. A
     * withdrawal past this bound is stored in {@link #withdrawnAt}.
     */
    static final int MAX_SCOPES = 256;

    /** A ledger as it is stored, before any command of the batch. */
    public static Ledger loaded(
            Subject subject,
            long version,
            boolean blocked,
            long blockVersion,
            @Nullable Instant withdrawnAt,
            Map<ConsentScope, NewestRecord> newest) {
        return new Ledger(
                subject,
                version,
                blocked,
                blockVersion,
                withdrawnAt,
                Map.copyOf(newest),
                UnsavedRecords.NOTHING);
    }

    /** The ledger of a subject that no command has named yet. */
    public static Ledger empty(Subject subject) {
        return loaded(subject, 0, false, 0, null, Map.of());
    }

    public @Nullable NewestRecord newest(ConsentScope scope) {
        return newest.get(scope);
    }

    /** When the person last withdrew this scope; null if never, or if a later grant is recorded. */
    @Nullable Instant withdrawnAt(ConsentScope scope) {
        NewestRecord record = newest(scope);
        if (record == null) {
            return withdrawnAt;
        }
        return record.status() instanceof Withdrawn(Instant at) ? at : null;
    }

    /** Accepts the command that led to this ledger. */
    Recorded<LedgerOutcome, Ledger> accepted(List<ConsentChange> changes) {
        return new Recorded<>(new Accepted(changes), this);
    }

    /** Refuses a command, which leaves this ledger as it is. */
    Recorded<LedgerOutcome, Ledger> refused(RefusalReason why) {
        return new Recorded<>(new Refused(why), this);
    }

    Ledger blocked(boolean now) {
        return new Ledger(subject, version + 1, now, version + 1, withdrawnAt, newest, unsaved);
    }
}
