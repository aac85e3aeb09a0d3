package io.sealpost.encryption.domain;

import io.sealpost.seal.Bytes;
import io.sealpost.seal.Canonical;
import io.sealpost.seal.Secret;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.directory.Device;
import io.sealpost.seal.directory.SignedPrekey;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.TicketId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What is asked of the directory. */
public sealed interface DirectoryCommand {

    UUID id();

    RecipientRef about();

    /** What makes two commands with one id the same. */
    Sha256 digest();

    /** A business lets one device of a recipient enrol. */
    record IssueTicket(
            UUID id, RecipientRef about, TicketId ticket, Instant expiresAt, Sha256 redeemHash)
            implements DirectoryCommand {
        @Override
        public Sha256 digest() {
            return begin("ISSUE_TICKET", about)
                    .text(ticket.value())
                    .time(expiresAt)
                    .hash(redeemHash)
                    .hash();
        }
    }

    /** A device redeems its ticket. */
    record Enrol(
            UUID id,
            RecipientRef about,
            TicketId ticket,
            Secret redeem,
            Device device,
            Bytes mac,
            List<SignedPrekey> prekeys)
            implements DirectoryCommand {
        @Override
        public Sha256 digest() {
            Canonical input =
                    begin("ENROL", about)
                            .text(ticket.value())
                            .hash(Sha256.of(redeem.reveal()))
                            .text(device.id().value())
                            .bytes(device.identityKey().bytes())
                            .bytes(mac);
            return add(input, prekeys).hash();
        }
    }

    /** A device replaces its last-resort prekey. */
    record PublishPrekeys(UUID id, RecipientRef about, DeviceId device, List<SignedPrekey> prekeys)
            implements DirectoryCommand {
        @Override
        public Sha256 digest() {
            return add(begin("PUBLISH_PREKEYS", about).text(device.value()), prekeys).hash();
        }
    }

    /** A device is no longer in good standing. */
    record Revoke(UUID id, RecipientRef about, DeviceId device) implements DirectoryCommand {
        @Override
        public Sha256 digest() {
            return begin("REVOKE", about).text(device.value()).hash();
        }
    }

    private static Canonical begin(String kind, RecipientRef about) {
        return Canonical.labelled("sealpost/device-command/v1").text(kind).text(about.key());
    }

    private static Canonical add(Canonical input, List<SignedPrekey> prekeys) {
        input.count(prekeys.size());
        prekeys.forEach(
                prekey ->
                        input.bytes(prekey.prekey().keyId().bytes())
                                .time(prekey.prekey().notAfter())
                                .bytes(prekey.signature()));
        return input;
    }
}
