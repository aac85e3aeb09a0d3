package io.sealpost.consent.domain;

import io.sealpost.seal.Sha256;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One consequence of a command, to be published: new, or in force since an earlier command.
 *
 * @param scope null for a block and its end, and for a withdrawal of everything where no scope is
 *     known
 * @param version of the scope's newest record, or of the block
 * @param hash of the record; null where there is none
 */
public record Change(Kind kind, @Nullable Scope scope, long version, @Nullable Sha256 hash) {

    /** What holds for the scope, or for the subject, after the command. */
    public enum Kind {
        GRANTED(1),
        WITHDRAWN(2),
        BLOCKED(3),
        UNBLOCKED(4);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        /** The number that a stored outcome contains, 1 to 127; it never changes. */
        public int code() {
            return code;
        }

        /** The kind with that number. */
        public static Kind of(int code) {
            return Arrays.stream(values())
                    .filter(kind -> kind.code == code)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no kind of change " + code));
        }
    }

    static Change of(Scope scope, Standing standing) {
        Kind kind =
                switch (standing.stance()) {
                    case Stance.Granted granted -> Kind.GRANTED;
                    case Stance.Withdrawn withdrawn -> Kind.WITHDRAWN;
                };
        return new Change(kind, scope, standing.version(), standing.hash());
    }

    /**
     * Whether delivery must recall what was cleared under this version or a lower one. Where no
     * scope is known, nothing can have been cleared.
     */
    public boolean isWithdrawal() {
        return switch (kind) {
            case BLOCKED -> true;
            case WITHDRAWN -> scope != null;
            case GRANTED, UNBLOCKED -> false;
        };
    }
}
