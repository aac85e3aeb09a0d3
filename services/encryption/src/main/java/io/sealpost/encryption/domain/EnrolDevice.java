package io.sealpost.encryption.domain;

import io.sealpost.encryption.domain.DirectoryOutcome.Enrolled;
import io.sealpost.hop.Decision;
import io.sealpost.schemas.Reason;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Canonical;
import io.sealpost.seal.Secret;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.directory.Device;
import io.sealpost.seal.directory.DeviceList;
import io.sealpost.seal.directory.SignedPrekey;
import io.sealpost.seal.id.TicketId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A device redeems its ticket.
 *
 * @param redeem proves that the device holds the ticket's link
 * @param mac under the ticket's enrolment key, 32 bytes
 * @param prekeys 1 to 20
 */
public record EnrolDevice(
        UUID id,
        RecipientRef owner,
        TicketId ticket,
        Secret redeem,
        Device device,
        Bytes mac,
        List<SignedPrekey> prekeys)
        implements DirectoryCommand {
    /** A list names every device that ever was, and must fit into a record and a frame. */
    static final int MAX_DEVICES_EVER = 1_000;

    public EnrolDevice {
        prekeys = List.copyOf(prekeys);
        CommandForm.requirePrekeys(prekeys);
        if (mac.size() != Sha256.SIZE) {
            throw new IllegalArgumentException("an enrolment MAC has 32 bytes");
        }
    }

    @Override
    public Sha256 digest() {
        Canonical input =
                DirectoryDigest.begin("ENROL", owner)
                        .text(ticket.value())
                        .hash(Sha256.of(redeem.reveal()))
                        .text(device.id().value())
                        .bytes(device.identityKey().bytes())
                        .bytes(mac);
        return DirectoryDigest.add(input, prekeys).hash();
    }

    @Override
    public Decision<DirectoryOutcome, RecipientDirectory> decide(
            RecipientDirectory known, Instant now) {
        IssuedTicket issued = known.tickets().get(ticket);
        if (issued == null) {
            return DirectoryOutcome.refused(Reason.BAD_TICKET, known);
        }
        if (!issued.isRedeemedBy(redeem)) {
            return DirectoryOutcome.refused(Reason.BAD_PROOF, known);
        }
        if (issued.usedBy() != null) {
            return isRepeat(known, issued)
                    ? enrolled(known)
                    : DirectoryOutcome.refused(Reason.TICKET_USED, known);
        }
        Reason refusal = refusal(known, issued, now);
        return refusal == Reason.NONE
                ? enrolled(withDevice(known, issued, now))
                : DirectoryOutcome.refused(refusal, known);
    }

    /** A device that did not receive the answer sends the command again. */
    private boolean isRepeat(RecipientDirectory known, IssuedTicket issued) {
        return device.id().equals(issued.usedBy())
                && known.device(device.id()).filter(device::equals).isPresent();
    }

    private Reason refusal(RecipientDirectory known, IssuedTicket issued, Instant now) {
        if (!issued.isOpenAt(now)) {
            return Reason.TICKET_EXPIRED;
        }
        if (known.hasEverListed(device.id())) {
            return Reason.BAD_PROOF;
        }
        int active = known.devices().size();
        if (active >= DeviceList.MAX_DEVICES) {
            return Reason.TOO_MANY_DEVICES;
        }
        if (active + known.revoked().size() >= MAX_DEVICES_EVER) {
            return Reason.TOO_MANY_DEVICES;
        }
        return PrekeyRules.check(owner, device, prekeys, now);
    }

    private RecipientDirectory withDevice(
            RecipientDirectory known, IssuedTicket issued, Instant now) {
        List<Device> devices = new ArrayList<>(known.devices());
        devices.add(device);
        return known.withTicket(ticket, issued.usedBy(device.id()))
                .withDevice(device.id(), new EnrolledDevice(ticket, mac, prekeys.getFirst()))
                .withNextList(devices, known.revoked(), now);
    }

    private static Decision<DirectoryOutcome, RecipientDirectory> enrolled(
            RecipientDirectory next) {
        return Decision.recorded(new Enrolled(next.newestList()), next);
    }
}
