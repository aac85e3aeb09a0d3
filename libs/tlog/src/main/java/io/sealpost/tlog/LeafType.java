package io.sealpost.tlog;

/** What a leaf records. The code is the byte in the leaf and never changes; 14–255 are free. */
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

    /** 0–255; the order above is part of the format, so new types go at the end. */
    public int code() {
        return ordinal();
    }

    /** A type this version does not know is UNKNOWN: a newer log still verifies. */
    public static LeafType of(int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : UNKNOWN;
    }
}
