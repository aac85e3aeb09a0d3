package io.sealpost.consent.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A ledger while one command writes in it: what stands is copied when the first scope changes, what
 * was written before never. Not thread-safe.
 */
final class LedgerDraft {
    private final Ledger before;
    private final CommandContext context;
    private final Instant now;
    private final List<ConsentRecord> written = new ArrayList<>();
    private @Nullable Map<Scope, Standing> changed;
    private long version;
    private @Nullable Instant withdrawnAt;

    LedgerDraft(Ledger before, CommandContext context, Instant now) {
        this.before = before;
        this.context = context;
        this.now = now;
        this.version = before.version();
        this.withdrawnAt = before.withdrawnAt();
    }

    /** A new version of a scope. */
    Change write(Scope scope, Stance stance, @Nullable Grounds grounds) {
        version++;
        ConsentRecord record =
                new ConsentRecord(
                        before.subject(),
                        scope,
                        version,
                        stance,
                        grounds,
                        context.commandId(),
                        now,
                        context.salt(version));
        written.add(record);
        return restate(scope, record.standing());
    }

    /** The same record, where a later no of the person is remembered beside it. */
    Change restate(Scope scope, Standing newest) {
        if (changed == null) {
            changed = new HashMap<>(before.standing());
        }
        changed.put(scope, newest);
        return Change.of(scope, newest);
    }

    boolean hasRoomFor(Scope scope) {
        return standing().containsKey(scope) || standing().size() < Ledger.MOST_SCOPES;
    }

    /** A no to whatever has no record: it needs no scope, and no room. */
    void withdrawUnknown(Instant askedAt) {
        if (withdrawnAt == null || withdrawnAt.isBefore(askedAt)) {
            withdrawnAt = askedAt;
        }
    }

    Ledger ledger() {
        return new Ledger(
                before.subject(),
                version,
                before.blocked(),
                before.blockVersion(),
                withdrawnAt,
                standing(),
                before.unsaved().and(written));
    }

    private Map<Scope, Standing> standing() {
        return changed == null ? before.standing() : Collections.unmodifiableMap(changed);
    }
}
