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
 * @param seed random, for the salts of the records it leads to
 */
public record Request(UUID commandId, Instant askedAt, Bytes seed, Command command) {

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
