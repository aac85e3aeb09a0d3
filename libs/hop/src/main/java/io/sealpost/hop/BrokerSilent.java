package io.sealpost.hop;

/**
 * The broker has not acknowledged a batch's outcomes for some seconds; they are still waited for.
 */
final class BrokerSilent extends RuntimeException {
    private static final long serialVersionUID = 1;

    BrokerSilent() {
        super("outcomes are not acknowledged", null, false, false);
    }
}
