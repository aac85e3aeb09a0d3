package io.sealpost.consent.domain;

import io.sealpost.seal.Sha256;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One consequence of a command, which is published: a new one, or one of an earlier command that
 * still holds.
 *
 * @param scope null for a block and its end, and for a withdrawal of everything where no scope is
 *     known
 * @param version of the scope's newest record, or of the block
 * @param hash of the record; null where there is none
 */
public record ConsentChange(
        Kind kind, @Nullable ConsentScope scope, long version, @Nullable Sha256 hash) {

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

    static ConsentChange of(ConsentScope scope, NewestRecord newest) {
        Kind kind =
                switch (newest.status()) {
                    case ConsentStatus.Granted granted -> Kind.GRANTED;
                    case ConsentStatus.Withdrawn withdrawn -> Kind.WITHDRAWN;
                };
        return new ConsentChange(kind, scope, newest.version(), newest.hash());
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
