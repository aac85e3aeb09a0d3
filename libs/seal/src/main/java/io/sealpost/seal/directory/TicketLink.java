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
 * The link that a person receives to enrol a device: {@code <origin>/enrol#1.<base64url of the
 * fields as lp>}. Everything secret is after the {@code #}, which browsers do not send. Opening the
 * link redeems nothing.
 *
 * @param fingerprint of the key that signs the business record: the business key, or a gateway key
 *     where the business has none
 * @param logKey the key of the audit log's checkpoints
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

    /** The link. It contains the secret: only the person may receive it, and no log. */
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

    /** Empty for a link that {@link #encode} did not make, or with another origin. */
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
