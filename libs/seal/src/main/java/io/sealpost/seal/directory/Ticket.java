package io.sealpost.seal.directory;

import io.sealpost.seal.Canonical;
import io.sealpost.seal.Mac;
import io.sealpost.seal.Secret;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.TicketId;

/**
 * Lets one device enrol (SEALING, "Ticket"). The secret follows from the business's ticket key and
 * the id, so nobody stores it; the server knows only H(redeem).
 */
public record Ticket(TicketId id, Secret secret) {
    public static Ticket of(Secret ticketKey, TicketId id) {
        byte[] input = Canonical.labelled("sealpost/ticket/v1").text(id.value()).toArray();
        return new Ticket(id, Secret.of(Mac.hmac(ticketKey, input)));
    }

    /** Shown once to the server. */
    public Secret redeem() {
        return Mac.hkdf(secret, "sealpost/redeem/v1");
    }

    /** What the server is given beforehand. */
    public Sha256 redeemHash() {
        return Sha256.of(redeem().reveal());
    }

    Secret enrolKey() {
        return Mac.hkdf(secret, "sealpost/enrol/v1");
    }
}
