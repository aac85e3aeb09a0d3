package io.sealpost.consent.domain;

import java.util.Arrays;

/** Why a command or a message is refused. */
public enum RefusalReason {
    BUSINESS_MISMATCH(1),
    BAD_REQUEST_ID(2),
    TIME_OUT_OF_BOUNDS(3),
    BAD_RECIPIENT(4),
    BAD_PURPOSE(5),
    UNKNOWN_CHANNEL(6),
    BAD_EVIDENCE(7),
    EXPIRY_OUT_OF_BOUNDS(8),
    NO_CONSENT(9),
    WITHDRAWN(10),
    BLOCKED(11),
    CONSENT_EXPIRED(12);

    private final int code;

    RefusalReason(int code) {
        this.code = code;
    }

    /** The number that a stored outcome contains, 1 to 127; it never changes. */
    public int code() {
        return code;
    }

    /** The reason with that number. */
    public static RefusalReason of(int code) {
        return Arrays.stream(values())
                .filter(reason -> reason.code == code)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no refusal reason " + code));
    }
}
