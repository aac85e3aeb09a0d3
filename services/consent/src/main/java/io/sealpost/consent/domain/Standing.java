package io.sealpost.consent.domain;

import io.sealpost.seal.Sha256;
import java.util.UUID;

/** The newest record of a scope, as far as decisions need it. */
public record Standing(long version, Stance stance, Sha256 hash, UUID commandId) {
    Standing with(Stance other) {
        return new Standing(version, other, hash, commandId);
    }
}
