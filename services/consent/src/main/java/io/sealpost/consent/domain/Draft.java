package io.sealpost.consent.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A ledger while one command writes in it: copied once a command, however many scopes that is
 * about. Not thread-safe.
 */
final class Draft {
    private final Ledger before;
    private final Request request;
    private final Instant now;
    private final Map<Scope, Standing> standing;
    private final List<ConsentRecord> unsaved;
    private long version;
    private @Nullable Instant withdrawnAt;

    Draft(Ledger before, Request request, Instant now) {
        this.before = before;
        this.request = request;
        this.now = now;
        this.standing = new HashMap<>(before.standing());
        this.unsaved = new ArrayList<>(before.unsaved());
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
                        request.commandId(),
                        now,
                        request.salt(version));
        unsaved.add(record);
        return restate(scope, record.standing());
    }

    /** The same record, where a later no of the person is remembered beside it. */
    Change restate(Scope scope, Standing newest) {
        standing.put(scope, newest);
        return Change.of(scope, newest);
    }

    boolean hasRoomFor(Scope scope) {
        return standing.containsKey(scope) || standing.size() < Ledger.MOST_SCOPES;
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
                Map.copyOf(standing),
                List.copyOf(unsaved));
    }
}
