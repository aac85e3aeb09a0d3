package io.sealpost.consent.domain;

import io.sealpost.seal.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * One thing to tell of a command: new, or standing since before.
 *
 * @param scope null for a block, and for a withdrawal of everything where nothing is known
 * @param hash of the record; null where there is none
 */
public record Change(Kind kind, @Nullable Scope scope, long version, @Nullable Sha256 hash) {

    /** What the subject's state is because of it. */
    public enum Kind {
        GRANTED,
        WITHDRAWN,
        BLOCKED,
        UNBLOCKED
    }

    static Change of(Scope scope, Standing standing) {
        Kind kind =
                switch (standing.stance()) {
                    case Stance.Granted granted -> Kind.GRANTED;
                    case Stance.Withdrawn withdrawn -> Kind.WITHDRAWN;
                };
        return new Change(kind, scope, standing.version(), standing.hash());
    }
}
