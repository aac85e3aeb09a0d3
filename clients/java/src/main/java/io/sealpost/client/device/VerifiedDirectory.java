package io.sealpost.client.device;

import io.sealpost.client.device.OpenedMessage.Comparison;
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
 * The business record and the device list of a device, both verified, in the highest versions that
 * the device has seen (docs/sealing.md, Business record; Device list). Immutable.
 */
record VerifiedDirectory(SignedBusinessRecord business, SignedDeviceList devices) {

    /**
     * Verifies the answer to an enrolment. The record must be signed by the very key whose
     * fingerprint the ticket's link names; the list must contain this device with its own key.
     *
     * @throws UntrustedDirectory with the rule that is broken
     */
    static VerifiedDirectory first(
            TicketLink link,
            DeviceIdentity identity,
            SignedBusinessRecord record,
            SignedDeviceList list) {
        VerifyKey pinned = pinned(link, record.record());
        BusinessRecord certified = record.record();
        require(certified.business().equals(link.business()), ChainResult.OTHER_SUBJECT);
        require(record.signer() == link.vouchedBy(), ChainResult.UNTRUSTED_SIGNER);
        require(
                pinned.verify(certified.canonical(), record.signature().toArray()),
                ChainResult.BAD_SIGNATURE);
        require(isFor(link, list.list()), ChainResult.OTHER_SUBJECT);
        require(holds(list.list(), identity), ChainResult.DEVICE_SWAPPED);
        requireValid(list.check(null, certified.trust()));
        return new VerifiedDirectory(record, list);
    }

    /**
     * With the next device list, or the one it has.
     *
     * @throws UntrustedDirectory for any other list
     */
    VerifiedDirectory with(SignedDeviceList list) {
        requireValid(list.check(devices.list(), trust()));
        return new VerifiedDirectory(business, list);
    }

    /**
     * With the next business record, or the one it has.
     *
     * @throws UntrustedDirectory for any other record: it would change the business's identity
     */
    VerifiedDirectory with(SignedBusinessRecord record) {
        requireValid(record.check(business.record()));
        return new VerifiedDirectory(record, devices);
    }

    /** The keys that may have signed a message of this mode. */
    Collection<VerifyKey> senders(Mode mode) {
        VerifyKey own = business.record().businessKey();
        return switch (mode) {
            case GATEWAY -> business.record().gatewayKeys();
            case SENDER -> own == null ? List.of() : Set.of(own);
            case UNKNOWN -> List.of();
        };
    }

    /** Compares a sender's device list with this one. */
    Comparison compare(long version, Sha256 hash) {
        DeviceList known = devices.list();
        return Comparison.of(version, hash, known.version(), known.hash());
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
                .orElseThrow(() -> new UntrustedDirectory(ChainResult.UNTRUSTED_SIGNER));
    }

    private static boolean isFor(TicketLink link, DeviceList list) {
        return list.business().equals(link.business()) && list.recipient().equals(link.recipient());
    }

    private static boolean holds(DeviceList list, DeviceIdentity identity) {
        return list.device(identity.device())
                .filter(device -> device.identityKey().equals(identity.key().verifyKey()))
                .isPresent();
    }

    private static void requireValid(ChainResult result) {
        require(result == ChainResult.VALID, result);
    }

    private static void require(boolean holds, ChainResult otherwise) {
        if (!holds) {
            throw new UntrustedDirectory(otherwise);
        }
    }
}
