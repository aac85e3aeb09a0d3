package io.sealpost.client.device;

import io.sealpost.client.device.OpenedMessage.View;
import io.sealpost.seal.Sha256;

/** Compares two sights of something whose versions only rise. */
final class Views {
    private Views() {}

    static View of(long version, Sha256 hash, long known, Sha256 knownHash) {
        if (version != known) {
            return version < known ? View.OLDER : View.NEWER;
        }
        return hash.equals(knownHash) ? View.SAME : View.FORKED;
    }
}
