package io.sealpost.kms;

/**
 * The key-encryption key cannot be had now. Whoever needed it tries again: it may be back, and no
 * other key takes its place.
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

    /** What to look at. */
    public enum Reason {
        UNSUPPORTED_URI("no key management client supports this URI"),
        MISSING("the keyset file is missing"),
        READABLE_BY_OTHERS("the keyset file must have mode 0600"),
        NOT_A_KEYSET("the file is not a keyset for authenticated encryption"),
        NOT_OPENED("the key management client refused"),
        NO_ANSWER("the key management service does not answer as it should"),
        NOT_WRITTEN("the keyset file cannot be written");

        private final String text;

        Reason(String text) {
            this.text = text;
        }
    }
}
