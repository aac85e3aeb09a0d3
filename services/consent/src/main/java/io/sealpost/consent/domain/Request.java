package io.sealpost.consent.domain;

import io.sealpost.seal.Bytes;
import io.sealpost.seal.Canonical;
import java.time.Instant;
import java.util.UUID;

/**
 * A command with what is passed in for its decision.
 *
 * @param commandId made from the tenant and the id the business chose
 * @param askedAt the time in that id
 * @param arrivedAt by the broker's clock, which is one for every replica and at every replay
 * @param seed random, for the salts of the records it leads to
 */
public record Request(
        UUID commandId, Instant askedAt, Instant arrivedAt, Bytes seed, Command command) {

    /** When it was said: a business's clock that is ahead must not refuse what is granted next. */
    Instant saidAt() {
        return noLaterThanArrival(askedAt);
    }

    /**
     * A time of the business's, which nothing that has arrived can be later than. Evidence from a
     * clock that is ahead must not answer a no that came after it.
     */
    Instant noLaterThanArrival(Instant claimed) {
        return claimed.isBefore(arrivedAt) ? claimed : arrivedAt;
    }

    /** One salt a version; independent of the others for whoever does not hold the seed. */
    Bytes salt(long version) {
        return Canonical.labelled("sealpost/consent-salt/v1")
                .bytes(seed)
                .number(version)
                .hash()
                .bytes()
                .slice(0, ConsentRecord.SALT);
    }
}
