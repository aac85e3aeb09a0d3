package io.sealpost.consent.domain;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything on record of one subject; immutable.
 *
 * @param version the highest given out, to a record or a block
 * @param blockVersion of the last block or its end; 0 where there was none
 * @param unsaved the records written since it was loaded
 */
public record Ledger(
        Subject subject,
        long version,
        boolean blocked,
        long blockVersion,
        Map<Scope, Standing> standing,
        List<ConsentRecord> unsaved) {

    /** How many scopes a subject may have: one command can be about all of them. */
    static final int MOST_SCOPES = 256;

    /** What a subject begins with. */
    public static Ledger empty(Subject subject) {
        return new Ledger(subject, 0, false, 0, Map.of(), List.of());
    }

    public @Nullable Standing about(Scope scope) {
        return standing.get(scope);
    }

    boolean hasRoomFor(Scope scope) {
        return standing.containsKey(scope) || standing.size() < MOST_SCOPES;
    }

    Ledger blocked(boolean now) {
        return new Ledger(subject, version + 1, now, version + 1, standing, unsaved);
    }
}
