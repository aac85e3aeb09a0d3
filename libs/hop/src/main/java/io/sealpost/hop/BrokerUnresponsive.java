package io.sealpost.hop;

/** The broker has not acknowledged a batch's outcomes for some seconds; the client still waits. */
final class BrokerUnresponsive extends RuntimeException {
    private static final long serialVersionUID = 1;

    BrokerUnresponsive() {
        super("outcomes are not acknowledged", null, false, false);
    }
}
