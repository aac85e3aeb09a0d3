package io.sealpost.seal.directory;

import io.sealpost.seal.Canonical;
import io.sealpost.seal.Mac;
import io.sealpost.seal.Secret;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.TicketId;

/**
 * A ticket lets one device enrol (docs/sealing.md, Ticket). Its secret is derived from the
 * business's ticket key and the id, so it is not stored. The server knows only H(redeem).
 */
public record Ticket(TicketId id, Secret secret) {
    public static Ticket of(Secret ticketKey, TicketId id) {
        byte[] input = Canonical.labelled("sealpost/ticket/v1").text(id.value()).toArray();
        return new Ticket(id, Secret.of(Mac.hmac(ticketKey, input)));
    }

    /** The value that the device sends to the server once. */
    public Secret redeem() {
        return Mac.hkdf(secret, "sealpost/redeem/v1");
    }

    /** The hash that the server receives before. */
    public Sha256 redeemHash() {
        return Sha256.of(redeem().reveal());
    }

    Secret enrolKey() {
        return Mac.hkdf(secret, "sealpost/enrol/v1");
    }
}
