package io.sealpost.hop;

/** The broker reports a topic as missing or forbidden after records were sent to it. */
final class DestinationUnusable extends RuntimeException {
    private static final long serialVersionUID = 1;

    DestinationUnusable() {
        super("a tenant's topic is missing or forbidden", null, false, false);
    }
}
