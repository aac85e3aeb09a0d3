package io.sealpost.tlog;

/**
 * The type of the event that a leaf records. The code is a byte of the leaf and never changes;
 * 14–255 are free.
 */
public enum LeafType {
    UNKNOWN,
    ACCEPTED,
    CLEARED,
    SEALED,
    REJECTED,
    REFUSED,
    UNSEALABLE,
    SENT,
    DELIVERED,
    READ,
    EXPIRED,
    RECALLED,
    FAILED,
    DEVICE_LIST;

    private static final LeafType[] BY_CODE = values();

    /** 0–255. The order above is part of the format: new types are added at the end. */
    public int code() {
        return ordinal();
    }

    /** UNKNOWN for an unknown code, so that a newer log can be verified. */
    public static LeafType of(int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : UNKNOWN;
    }
}
