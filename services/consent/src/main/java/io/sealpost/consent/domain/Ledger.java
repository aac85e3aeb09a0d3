package io.sealpost.consent.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    /** What a subject begins with. */
    public static Ledger empty(Subject subject) {
        return new Ledger(subject, 0, false, 0, Map.of(), List.of());
    }

    public @Nullable Standing about(Scope scope) {
        return standing.get(scope);
    }

    /** A new version of a scope. */
    Ledger write(
            Scope scope, Stance stance, @Nullable Grounds grounds, Request request, Instant now) {
        long next = version + 1;
        ConsentRecord record =
                new ConsentRecord(
                        subject,
                        scope,
                        next,
                        stance,
                        grounds,
                        request.commandId(),
                        now,
                        request.salt(next));
        List<ConsentRecord> written = new ArrayList<>(unsaved);
        written.add(record);
        return new Ledger(
                subject,
                next,
                blocked,
                blockVersion,
                with(scope, record.standing()),
                List.copyOf(written));
    }

    Ledger blocked(boolean now) {
        return new Ledger(subject, version + 1, now, version + 1, standing, unsaved);
    }

    /** The same record, with a later no of the person remembered beside it. */
    Ledger restating(Scope scope, Standing same) {
        return new Ledger(subject, version, blocked, blockVersion, with(scope, same), unsaved);
    }

    private Map<Scope, Standing> with(Scope scope, Standing newest) {
        Map<Scope, Standing> all = new TreeMap<>(standing);
        all.put(scope, newest);
        return Map.copyOf(all);
    }
}
