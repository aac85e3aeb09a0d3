package io.sealpost.consent.domain;

import io.sealpost.seal.Bytes;
import io.sealpost.seal.Canonical;
import java.time.Instant;
import java.util.UUID;

/**
 * What a command's decision needs besides its fields.
 *
 * @param commandId derived from the tenant and the request id
 * @param requestedAt the time in the request id, by the business's clock
 * @param arrivedAt by the broker's clock, which is the same for every replica and at every replay
 * @param seed 32 random bytes, for the salts of the records that the command leads to
 */
public record CommandContext(UUID commandId, Instant requestedAt, Instant arrivedAt, Bytes seed) {

    /** When the request was made; a business's clock that is ahead does not make it later. */
    Instant effectiveAt() {
        return noLaterThanArrival(requestedAt);
    }

    /**
     * A time that the business states, bounded by the arrival: nothing that has arrived can be
     * later. Otherwise evidence from a clock that is ahead would override a withdrawal that came
     * after it.
     */
    Instant noLaterThanArrival(Instant claimed) {
        return claimed.isBefore(arrivedAt) ? claimed : arrivedAt;
    }

    /** The salt of one version; independent of the others for anyone who does not have the seed. */
    Bytes salt(long version) {
        return Canonical.labelled("sealpost/consent-salt/v1")
                .bytes(seed)
                .number(version)
                .hash()
                .bytes()
                .slice(0, ConsentRecord.SALT_SIZE);
    }
}
