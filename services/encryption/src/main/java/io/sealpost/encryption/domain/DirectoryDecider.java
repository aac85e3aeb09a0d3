package io.sealpost.encryption.domain;

import io.sealpost.encryption.domain.Directory.Holding;
import io.sealpost.encryption.domain.DirectoryCommand.Enrol;
import io.sealpost.encryption.domain.DirectoryCommand.IssueTicket;
import io.sealpost.encryption.domain.DirectoryCommand.PublishPrekeys;
import io.sealpost.encryption.domain.DirectoryCommand.Revoke;
import io.sealpost.encryption.domain.Ruling.Verdict;
import io.sealpost.schemas.Reason;
import io.sealpost.seal.directory.Device;
import io.sealpost.seal.directory.DeviceList;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.TicketId;
import io.sealpost.seal.key.SigningKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides what happens to a recipient's devices (SEALING, "Ticket" and "Device list"). Pure: same
 * state, command and instant, same answer; Ed25519 is deterministic, so the signed list is too.
 */
public final class DirectoryDecider {
    /** A list names every device that ever was, and must fit into a record and a frame. */
    static final int MOST_EVER = 1_000;

    private DirectoryDecider() {}

    public static Ruling decide(Directory known, DirectoryCommand command, Instant now) {
        SigningKey key = known.gatewayKey();
        if (key == null) {
            return Ruling.refused(Reason.UNKNOWN_BUSINESS, known);
        }
        return switch (command) {
            case IssueTicket issue -> issue(known, issue, now);
            case Enrol enrol -> enrol(known, enrol, key, now);
            case PublishPrekeys publish -> publish(known, publish, now);
            case Revoke revoke -> revoke(known, revoke, key, now);
        };
    }

    private static Ruling issue(Directory known, IssueTicket issue, Instant now) {
        IssuedTicket before = known.tickets().get(issue.ticket());
        if (before == null) {
            IssuedTicket ticket = new IssuedTicket(issue.expiresAt(), issue.redeemHash(), null);
            return ticket.isOpenAt(now)
                    ? Ruling.of(Verdict.TICKET_ISSUED, issued(known, issue.ticket(), ticket, now))
                    : Ruling.refused(Reason.TICKET_EXPIRED, known);
        }
        boolean same =
                before.expiresAt().equals(issue.expiresAt())
                        && before.redeemHash().equals(issue.redeemHash());
        return same
                ? Ruling.of(Verdict.TICKET_ISSUED, known)
                : Ruling.refused(Reason.BAD_TICKET, known);
    }

    private static Directory issued(
            Directory known, TicketId id, IssuedTicket ticket, Instant now) {
        return known.with(TicketRules.keptBesidesAnother(known, now)).with(id, ticket);
    }

    private static Ruling enrol(Directory known, Enrol enrol, SigningKey key, Instant now) {
        IssuedTicket ticket = known.tickets().get(enrol.ticket());
        if (ticket == null) {
            return Ruling.refused(Reason.BAD_TICKET, known);
        }
        if (!ticket.isRedeemedBy(enrol.redeem())) {
            return Ruling.refused(Reason.BAD_PROOF, known);
        }
        if (ticket.usedBy() != null) {
            return isTheSame(known, enrol, ticket)
                    ? Ruling.of(Verdict.ENROLLED, known)
                    : Ruling.refused(Reason.TICKET_USED, known);
        }
        Reason refusal = refusal(known, enrol, ticket, now);
        return refusal == Reason.NONE
                ? Ruling.of(Verdict.ENROLLED, enrolled(known, enrol, ticket, key, now))
                : Ruling.refused(refusal, known);
    }

    /** A device that did not hear the answer asks again. */
    private static boolean isTheSame(Directory known, Enrol enrol, IssuedTicket ticket) {
        Device asked = enrol.device();
        return asked.id().equals(ticket.usedBy())
                && known.list()
                        .flatMap(list -> list.device(asked.id()))
                        .filter(asked::equals)
                        .isPresent();
    }

    private static Reason refusal(Directory known, Enrol enrol, IssuedTicket ticket, Instant now) {
        if (!ticket.isOpenAt(now)) {
            return Reason.TICKET_EXPIRED;
        }
        if (hasSeen(known, enrol.device().id())) {
            return Reason.BAD_PROOF;
        }
        if (devices(known).size() >= DeviceList.MAX_DEVICES) {
            return Reason.TOO_MANY_DEVICES;
        }
        if (devices(known).size() + revoked(known).size() >= MOST_EVER) {
            return Reason.TOO_MANY_DEVICES;
        }
        return PrekeyRules.check(known.about(), enrol.device(), enrol.prekeys(), now);
    }

    private static Directory enrolled(
            Directory known, Enrol enrol, IssuedTicket ticket, SigningKey key, Instant now) {
        List<Device> devices = new ArrayList<>(devices(known));
        devices.add(enrol.device());
        DeviceId id = enrol.device().id();
        Holding holding = new Holding(enrol.ticket(), enrol.mac(), enrol.prekeys().getFirst());
        return known.with(enrol.ticket(), ticket.usedBy(id))
                .with(id, holding)
                .with(next(known, devices, revoked(known), now), key);
    }

    private static Ruling publish(Directory known, PublishPrekeys publish, Instant now) {
        Optional<Device> device = known.list().flatMap(list -> list.device(publish.device()));
        Holding before = known.holdings().get(publish.device());
        if (device.isEmpty() || before == null) {
            return Ruling.refused(Reason.UNKNOWN_DEVICE, known);
        }
        Reason refusal = PrekeyRules.check(known.about(), device.get(), publish.prekeys(), now);
        if (refusal != Reason.NONE) {
            return Ruling.refused(refusal, known);
        }
        Holding after = new Holding(before.ticket(), before.mac(), publish.prekeys().getFirst());
        return isOlder(after, before)
                ? Ruling.refused(Reason.STALE_VERSION, known)
                : Ruling.of(Verdict.PREKEYS_PUBLISHED, known.with(publish.device(), after));
    }

    /** A prekey once public can be shown again by anyone: never back to an older one. */
    private static boolean isOlder(Holding after, Holding before) {
        Instant notAfter = before.lastResort().prekey().notAfter();
        return after.lastResort().prekey().notAfter().isBefore(notAfter);
    }

    private static Ruling revoke(Directory known, Revoke revoke, SigningKey key, Instant now) {
        if (revoked(known).contains(revoke.device())) {
            return Ruling.of(Verdict.REVOKED, known);
        }
        List<Device> left = new ArrayList<>(devices(known));
        if (!left.removeIf(device -> device.id().equals(revoke.device()))) {
            return Ruling.refused(Reason.UNKNOWN_DEVICE, known);
        }
        List<DeviceId> revoked = new ArrayList<>(revoked(known));
        revoked.add(revoke.device());
        DeviceList next = next(known, left, revoked, now);
        return Ruling.of(Verdict.REVOKED, known.without(revoke.device()).with(next, key));
    }

    private static DeviceList next(
            Directory known, List<Device> devices, List<DeviceId> revoked, Instant now) {
        RecipientRef about = known.about();
        return new DeviceList(
                about.business(),
                about.recipient(),
                known.nextVersion(),
                known.hash(),
                devices,
                revoked,
                now);
    }

    private static boolean hasSeen(Directory known, DeviceId id) {
        return revoked(known).contains(id)
                || devices(known).stream().anyMatch(device -> device.id().equals(id));
    }

    private static List<Device> devices(Directory known) {
        return known.list().map(DeviceList::devices).orElse(List.of());
    }

    private static List<DeviceId> revoked(Directory known) {
        return known.list().map(DeviceList::revoked).orElse(List.of());
    }
}
