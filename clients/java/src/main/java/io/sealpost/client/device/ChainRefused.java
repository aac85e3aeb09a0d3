package io.sealpost.client.device;

import io.sealpost.seal.directory.Chain;

/** A business record or device list does not continue what the device knows. Ask the person. */
public final class ChainRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Chain verdict;

    ChainRefused(Chain verdict) {
        super("refused: " + verdict);
        this.verdict = verdict;
    }

    public Chain verdict() {
        return verdict;
    }
}
