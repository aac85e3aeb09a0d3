package io.sealpost.client.device;

import io.sealpost.seal.Sha256;
import io.sealpost.seal.directory.BusinessRecord;
import io.sealpost.seal.directory.ChainResult;
import io.sealpost.seal.directory.DeviceList;
import io.sealpost.seal.directory.SignedBusinessRecord;
import io.sealpost.seal.directory.SignedDeviceList;
import io.sealpost.seal.directory.Signer;
import io.sealpost.seal.directory.TicketLink;
import io.sealpost.seal.directory.TrustedKeys;
import io.sealpost.seal.id.Mode;
import io.sealpost.seal.key.VerifyKey;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What a device believes of its business and of its recipient's devices: the highest verified
 * versions, and nothing below them (SEALING, "Business record", "Device list").
 */
record Directory(SignedBusinessRecord business, SignedDeviceList devices) {

    /**
     * The first of each, from an enrolment's answer: the record must be signed by the very key
     * whose fingerprint the ticket's link brought, and the list must hold this device.
     */
    static Directory first(
            TicketLink link, Owner owner, SignedBusinessRecord record, SignedDeviceList list) {
        VerifyKey pinned = pinned(link, record.record());
        BusinessRecord certified = record.record();
        require(certified.business().equals(link.business()), ChainResult.OTHER_SUBJECT);
        require(record.signer() == link.vouchedBy(), ChainResult.UNTRUSTED_SIGNER);
        require(
                pinned.verify(certified.canonical(), record.signature().toArray()),
                ChainResult.BAD_SIGNATURE);
        require(isFor(link, list.list()), ChainResult.OTHER_SUBJECT);
        require(holds(list.list(), owner), ChainResult.DEVICE_SWAPPED);
        requireValid(list.check(null, certified.trust()));
        return new Directory(record, list);
    }

    /** A newer list, or the same; anything else is refused. */
    Directory learned(SignedDeviceList list) {
        requireValid(list.check(devices.list(), trust()));
        return new Directory(business, list);
    }

    /** A newer business record, or the same; a broken chain is a change of identity. */
    Directory learned(SignedBusinessRecord record) {
        requireValid(record.check(business.record()));
        return new Directory(record, devices);
    }

    /** Who may have signed a message of this mode. */
    Collection<VerifyKey> senders(Mode mode) {
        VerifyKey own = business.record().businessKey();
        return switch (mode) {
            case GATEWAY -> business.record().gatewayKeys();
            case SENDER -> own == null ? List.of() : Set.of(own);
            case UNKNOWN -> List.of();
        };
    }

    OpenedMessage.View compare(long version, Sha256 hash) {
        DeviceList known = devices.list();
        return Views.of(version, hash, known.version(), known.hash());
    }

    private TrustedKeys trust() {
        return business.record().trust();
    }

    private static VerifyKey pinned(TicketLink link, BusinessRecord record) {
        VerifyKey own = record.businessKey();
        Collection<VerifyKey> keys =
                link.vouchedBy() == Signer.BUSINESS_KEY && own != null
                        ? List.of(own)
                        : record.gatewayKeys();
        return keys.stream()
                .filter(key -> key.fingerprint().equals(link.fingerprint()))
                .findFirst()
                .orElseThrow(() -> new ChainRefused(ChainResult.UNTRUSTED_SIGNER));
    }

    private static boolean isFor(TicketLink link, DeviceList list) {
        return list.business().equals(link.business()) && list.recipient().equals(link.recipient());
    }

    private static boolean holds(DeviceList list, Owner owner) {
        return list.device(owner.device())
                .filter(device -> device.identityKey().equals(owner.identity().verifyKey()))
                .isPresent();
    }

    private static void requireValid(ChainResult verdict) {
        require(verdict == ChainResult.VALID, verdict);
    }

    private static void require(boolean holds, ChainResult otherwise) {
        if (!holds) {
            throw new ChainRefused(otherwise);
        }
    }
}
