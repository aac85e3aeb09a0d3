package io.sealpost.seal.directory;

import io.sealpost.seal.Sha256;
import org.jspecify.annotations.Nullable;

/** The part of a chain's rules that is the same for lists and records. */
final class Links {
    private Links() {}

    /** For an object known to differ from the one before. */
    static Chain check(long known, Sha256 knownHash, long version, @Nullable Sha256 previous) {
        if (version < known) {
            return Chain.STALE;
        }
        if (version == known) {
            return Chain.FORKED;
        }
        if (version > known + 1) {
            return Chain.GAP;
        }
        return knownHash.equals(previous) ? Chain.VALID : Chain.BROKEN_LINK;
    }
}
