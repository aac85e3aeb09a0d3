package io.sealpost.client.device;

import io.sealpost.seal.directory.ChainResult;

/**
 * A business record or a device list was refused: no trusted key signed it, or it does not continue
 * the version that the device knows. The business may have been replaced by another one; only the
 * person can decide what to do.
 */
public final class UntrustedDirectory extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ChainResult result;

    UntrustedDirectory(ChainResult result) {
        super("business record or device list refused: " + result);
        this.result = result;
    }

    /** The rule that was broken; never VALID. */
    public ChainResult result() {
        return result;
    }
}
