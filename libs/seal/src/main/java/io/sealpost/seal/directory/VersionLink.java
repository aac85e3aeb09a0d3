package io.sealpost.seal.directory;

import io.sealpost.seal.Sha256;
import org.jspecify.annotations.Nullable;

/** The part of a chain's rules that is the same for lists and records. */
final class VersionLink {
    private VersionLink() {}

    /** For an object known to differ from the one before. */
    static ChainResult check(
            long known, Sha256 knownHash, long version, @Nullable Sha256 previous) {
        if (version < known) {
            return ChainResult.STALE;
        }
        if (version == known) {
            return ChainResult.FORKED;
        }
        if (version > known + 1) {
            return ChainResult.GAP;
        }
        return knownHash.equals(previous) ? ChainResult.VALID : ChainResult.BROKEN_LINK;
    }
}
