package io.sealpost.seal.directory;

import io.sealpost.seal.Canonical;
import io.sealpost.seal.CanonicalReader;
import io.sealpost.seal.Secret;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.id.TicketId;
import io.sealpost.seal.key.VerifyKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * What a person is sent to enrol a device: {@code <origin>/enrol#1.<base64url of the fields as
 * lp>}. Everything is after the {@code #}, which browsers do not send; opening the link redeems
 * nothing.
 *
 * @param fingerprint of the key that vouches: the business's, or its gateway's where it holds none
 * @param logKey of the audit log's checkpoints
 */
public record TicketLink(
        Ticket ticket,
        BusinessId business,
        RecipientId recipient,
        Signer vouchedBy,
        Sha256 fingerprint,
        VerifyKey logKey,
        String origin,
        Instant expiresAt) {
    private static final String DATA = "/enrol#1.";

    /** Holds the secret: for the person only, never for a log. */
    public String encode() {
        byte[] data =
                Canonical.unlabelled()
                        .text(ticket.id().value())
                        .bytes(ticket.secret().reveal())
                        .text(business.value())
                        .text(recipient.value())
                        .symbol(vouchedBy)
                        .hash(fingerprint)
                        .bytes(logKey.bytes())
                        .text(origin)
                        .time(expiresAt)
                        .toArray();
        return origin + DATA + Base64.getUrlEncoder().withoutPadding().encodeToString(data);
    }

    /** Empty for anything {@link #encode} did not make, or shown on another origin. */
    public static Optional<TicketLink> parse(String link) {
        int data = link.indexOf(DATA);
        if (data < 0) {
            return Optional.empty();
        }
        try {
            TicketLink parsed =
                    read(Base64.getUrlDecoder().decode(link.substring(data + DATA.length())));
            return Optional.of(parsed).filter(made -> made.encode().equals(link));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static TicketLink read(byte[] data) {
        CanonicalReader fields = new CanonicalReader(data);
        TicketLink link =
                new TicketLink(
                        new Ticket(new TicketId(fields.text()), Secret.of(fields.bytes())),
                        new BusinessId(fields.text()),
                        new RecipientId(fields.text()),
                        Signer.valueOf(fields.text()),
                        Sha256.from(fields.bytes()),
                        VerifyKey.of(fields.bytes()),
                        fields.text(),
                        fields.time());
        fields.end();
        return link;
    }
}
