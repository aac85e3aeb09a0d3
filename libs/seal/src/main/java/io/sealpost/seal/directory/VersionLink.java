package io.sealpost.seal.directory;

import io.sealpost.seal.Sha256;
import org.jspecify.annotations.Nullable;

/** The rules on versions and previous hashes that device lists and business records share. */
final class VersionLink {
    private VersionLink() {}

    /** For an object that differs from the known one. */
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
