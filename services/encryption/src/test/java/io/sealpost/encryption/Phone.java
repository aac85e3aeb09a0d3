package io.sealpost.encryption;

import io.sealpost.encryption.domain.EnrolDevice;
import io.sealpost.encryption.domain.IssueTicket;
import io.sealpost.encryption.domain.RecipientRef;
import io.sealpost.seal.Secret;
import io.sealpost.seal.Suite;
import io.sealpost.seal.directory.Device;
import io.sealpost.seal.directory.Enrolment;
import io.sealpost.seal.directory.Prekey;
import io.sealpost.seal.directory.PrekeyKind;
import io.sealpost.seal.directory.SignedPrekey;
import io.sealpost.seal.directory.Ticket;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.TicketId;
import io.sealpost.seal.key.SigningKey;
import io.sealpost.seal.key.XWingPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A person's device, with its keys and its ticket. */
public record Phone(
        RecipientRef owner,
        Device device,
        SigningKey identity,
        XWingPrivateKey prekey,
        Ticket ticket) {
    private static final Secret TICKET_KEY = Secret.random(32);

    public static Phone of(RecipientRef owner) {
        SigningKey identity = SigningKey.generate();
        DeviceId id = DeviceId.of(Secret.random(16).reveal());
        Device device = new Device(id, identity.verifyKey(), List.of(Suite.X_WING.code()));
        Ticket ticket = Ticket.of(TICKET_KEY, TicketId.of(Secret.random(16).reveal()));
        return new Phone(owner, device, identity, XWingPrivateKey.generate(), ticket);
    }

    /** The same device, with the ticket of another one. */
    public Phone withTicketOf(Phone other) {
        return new Phone(owner, device, identity, prekey, other.ticket);
    }

    public IssueTicket ticketIssued(Instant expiresAt) {
        return new IssueTicket(
                UUID.randomUUID(), owner, ticket.id(), expiresAt, ticket.redeemHash());
    }

    public EnrolDevice enrol(SignedPrekey... prekeys) {
        Enrolment claim = new Enrolment(owner.business(), owner.recipient(), device, Instant.EPOCH);
        return new EnrolDevice(
                UUID.randomUUID(),
                owner,
                ticket.id(),
                ticket.redeem(),
                device,
                claim.mac(ticket),
                List.of(prekeys));
    }

    public SignedPrekey lastResort(Instant now) {
        return prekey(PrekeyKind.LAST_RESORT, now.plus(Duration.ofDays(60)), identity);
    }

    public SignedPrekey prekey(PrekeyKind kind, Instant notAfter, SigningKey signer) {
        Instant millis = Instant.ofEpochMilli(notAfter.toEpochMilli());
        return new Prekey(kind, Suite.X_WING, millis, prekey.publicKey())
                .signedBy(signer, owner.business(), owner.recipient(), device.id());
    }
}
