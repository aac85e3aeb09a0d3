package io.sealpost.encryption.domain;

import io.sealpost.seal.Secret;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.DeviceId;
import java.security.MessageDigest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A ticket as it is stored.
 *
 * @param redeemHash of the redeem value, which only the ticket's link holds
 * @param usedBy the one device that redeemed it, or null
 */
public record IssuedTicket(Instant expiresAt, Sha256 redeemHash, @Nullable DeviceId usedBy) {

    /** Compares in constant time. */
    boolean isRedeemedBy(Secret redeem) {
        return MessageDigest.isEqual(Sha256.of(redeem.reveal()).toArray(), redeemHash.toArray());
    }

    boolean isOpenAt(Instant now) {
        return now.isBefore(expiresAt);
    }

    IssuedTicket usedBy(DeviceId device) {
        return new IssuedTicket(expiresAt, redeemHash, device);
    }
}
