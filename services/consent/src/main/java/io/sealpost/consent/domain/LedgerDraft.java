package io.sealpost.consent.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A ledger while one command writes to it. The map of newest records is copied when the first of
 * them changes; unsaved records are never copied. Not thread-safe.
 */
final class LedgerDraft {
    private final Ledger before;
    private final CommandContext context;
    private final Instant now;
    private final List<ConsentRecord> written = new ArrayList<>();
    private @Nullable Map<ConsentScope, NewestRecord> changed;
    private long version;
    private @Nullable Instant withdrawnAt;

    LedgerDraft(Ledger before, CommandContext context, Instant now) {
        this.before = before;
        this.context = context;
        this.now = now;
        this.version = before.version();
        this.withdrawnAt = before.withdrawnAt();
    }

    /** Writes a new version of a scope. */
    ConsentChange write(ConsentScope scope, ConsentStatus status, @Nullable LegalBasis legalBasis) {
        version++;
        ConsentRecord record =
                new ConsentRecord(
                        before.subject(),
                        scope,
                        version,
                        status,
                        legalBasis,
                        context.commandId(),
                        now,
                        context.salt(version));
        written.add(record);
        return replace(scope, record.newest());
    }

    /** Replaces the newest record; without a new version only its time of withdrawal may differ. */
    ConsentChange replace(ConsentScope scope, NewestRecord newest) {
        if (changed == null) {
            changed = new HashMap<>(before.newest());
        }
        changed.put(scope, newest);
        return ConsentChange.of(scope, newest);
    }

    boolean hasRoomFor(ConsentScope scope) {
        return newest().containsKey(scope) || newest().size() < Ledger.MAX_SCOPES;
    }

    /** Withdraws every scope that has no record; the latest time is kept. */
    void withdrawUnrecorded(Instant time) {
        if (withdrawnAt == null || withdrawnAt.isBefore(time)) {
            withdrawnAt = time;
        }
    }

    Ledger ledger() {
        return new Ledger(
                before.subject(),
                version,
                before.blocked(),
                before.blockVersion(),
                withdrawnAt,
                newest(),
                before.unsaved().and(written));
    }

    private Map<ConsentScope, NewestRecord> newest() {
        return changed == null ? before.newest() : Collections.unmodifiableMap(changed);
    }
}
