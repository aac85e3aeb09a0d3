package io.sealpost.kms;

/**
 * The key-encryption key is unavailable. The caller retries: the key may become available again,
 * and no other key replaces it.
 */
public final class KekUnavailable extends IllegalStateException {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    KekUnavailable(Reason reason, String what) {
        super(reason.text + ": " + what);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** What the operator has to check. */
    public enum Reason {
        UNSUPPORTED_URI("no key management client supports this URI"),
        MISSING("the keyset file is missing"),
        READABLE_BY_OTHERS("the keyset file must have mode 0600"),
        NOT_A_KEYSET("the file is not a keyset for authenticated encryption"),
        NOT_OPENED("the key management client did not open the key"),
        NO_ANSWER("the key management service does not answer, or answers wrongly"),
        NOT_WRITTEN("the keyset file cannot be written");

        private final String text;

        Reason(String text) {
            this.text = text;
        }
    }
}
