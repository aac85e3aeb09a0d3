package io.sealpost.encryption.domain;

import io.sealpost.seal.Bytes;
import io.sealpost.seal.directory.SignedPrekey;
import io.sealpost.seal.id.TicketId;

/**
 * What is stored about a device in good standing beside its entry in the device list.
 *
 * @param ticket the ticket that it redeemed
 * @param mac the enrolment MAC, 32 bytes, which the business verifies
 * @param lastResort its newest last-resort prekey
 */
public record EnrolledDevice(TicketId ticket, Bytes mac, SignedPrekey lastResort) {

    EnrolledDevice with(SignedPrekey newer) {
        return new EnrolledDevice(ticket, mac, newer);
    }
}
