package io.sealpost.consent.domain;

import io.sealpost.seal.Sha256;
import java.util.UUID;

/** The newest record of a scope, reduced to what decisions need. */
public record NewestRecord(long version, ConsentStatus status, Sha256 hash, UUID commandId) {
    NewestRecord with(ConsentStatus other) {
        return new NewestRecord(version, other, hash, commandId);
    }
}
