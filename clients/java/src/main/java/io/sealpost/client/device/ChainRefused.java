package io.sealpost.client.device;

import io.sealpost.seal.directory.ChainResult;

/** A business record or device list does not continue what the device knows. Ask the person. */
public final class ChainRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ChainResult verdict;

    ChainRefused(ChainResult verdict) {
        super("refused: " + verdict);
        this.verdict = verdict;
    }

    public ChainResult verdict() {
        return verdict;
    }
}
