package io.sealpost.encryption.messaging;

/** A business is not known, and may be among those that an outage holds up. */
final class BusinessesBehind extends RuntimeException {
    private static final long serialVersionUID = 1;

    BusinessesBehind() {
        super("what was told of businesses is not all read", null, false, false);
    }
}
