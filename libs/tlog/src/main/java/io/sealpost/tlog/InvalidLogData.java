package io.sealpost.tlog;

/**
 * Bytes or text of a log, key, note or proof that are malformed or wrongly signed. Has a typed
 * reason and no content.
 */
public final class InvalidLogData extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The rule of a format that the data violate. */
    public enum Reason {
        TOO_LARGE,
        NOT_UTF8,
        CARRIAGE_RETURN,
        CONTROL_CHARACTER,
        MISSING_NEWLINE,
        NO_SIGNATURE,
        SIGNATURE_LINE,
        TOO_MANY_SIGNATURES,
        KEY_NAME,
        KEY_ENCODING,
        KEY_TYPE,
        KEY_ID,
        BAD_SIGNATURE,
        NOT_SIGNED_BY_KEY,
        TOO_FEW_LINES,
        EMPTY_LINE,
        HEADER,
        ORIGIN,
        NUMBER,
        LEADING_ZERO,
        BASE64,
        HASH_LENGTH,
        TOO_MANY_HASHES,
        TILE_PATH,
        TILE_LENGTH,
        ENTRY_TOO_LONG,
        BUNDLE_LENGTH,
        LEAF_LENGTH,
        LEAF_VERSION,
        LEAF_TYPE,
        OPENING,
    }

    private final Reason reason;

    public InvalidLogData(Reason reason) {
        super(reason.name());
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    static void unless(boolean holds, Reason reason) {
        if (!holds) {
            throw new InvalidLogData(reason);
        }
    }
}
