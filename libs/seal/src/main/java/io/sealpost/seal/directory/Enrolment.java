package io.sealpost.seal.directory;

import io.sealpost.seal.Bytes;
import io.sealpost.seal.Canonical;
import io.sealpost.seal.Mac;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.RecipientId;
import java.security.MessageDigest;
import java.time.Instant;

/** The fields of a device's enrolment. Their MAC proves that the device has the ticket's link. */
public record Enrolment(
        BusinessId business, RecipientId recipient, Device device, Instant ticketExpiresAt) {

    public Bytes mac(Ticket ticket) {
        Canonical input =
                Canonical.labelled("sealpost/enrol/v1")
                        .text(business.value())
                        .text(recipient.value());
        byte[] bytes = device.addTo(input).time(ticketExpiresAt).toArray();
        return Bytes.owned(Mac.hmac(ticket.enrolKey(), bytes));
    }

    /** Whether this is the MAC. Compares in constant time. */
    public boolean hasMac(Ticket ticket, byte[] mac) {
        return MessageDigest.isEqual(mac(ticket).toArray(), mac);
    }
}
