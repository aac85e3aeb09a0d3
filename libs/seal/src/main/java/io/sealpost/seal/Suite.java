package io.sealpost.seal;

import java.util.Optional;

/** A fixed set of algorithms, one byte on the wire. There is no negotiation (docs/sealing.md). */
public enum Suite {
    /** HPKE base mode: X-Wing (0x647a), HKDF-SHA256, AES-256-GCM; associated data empty. */
    X_WING(1);

    private final int code;

    Suite(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** Empty for an unknown code. */
    public static Optional<Suite> of(int code) {
        return code == X_WING.code ? Optional.of(X_WING) : Optional.empty();
    }
}
