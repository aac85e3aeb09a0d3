package io.sealpost.seal.directory;

import io.sealpost.seal.Canonical;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.key.SigningKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The devices of one recipient at one business, one version (docs/sealing.md, Device list): at most
 * ten active devices, and every device ever revoked, each sorted by id.
 *
 * @param previous H(canonical bytes) of the version before; null for version 1 only
 */
public record DeviceList(
        BusinessId business,
        RecipientId recipient,
        long version,
        @Nullable Sha256 previous,
        List<Device> devices,
        List<DeviceId> revoked,
        Instant issuedAt) {
    public static final int MAX_DEVICES = 10;

    /**
     * Sorts devices and revoked ids. Throws {@link IllegalArgumentException} for an impossible
     * list.
     */
    public DeviceList {
        devices = devices.stream().sorted(Comparator.comparing(Device::id)).toList();
        revoked = revoked.stream().sorted().toList();
        if (version < 1 || (version == 1) != (previous == null)) {
            throw new IllegalArgumentException("only version 1 has no previous hash");
        }
        if (devices.size() > MAX_DEVICES || repeats(devices, revoked)) {
            throw new IllegalArgumentException("a list has at most 10 devices, and each id once");
        }
    }

    /** The bytes that are signed and hashed. */
    public byte[] canonical() {
        Canonical input =
                Canonical.labelled("sealpost/device-list/v1")
                        .text(business.value())
                        .text(recipient.value())
                        .number(version)
                        .hash(previous)
                        .count(devices.size());
        devices.forEach(device -> device.addTo(input));
        input.count(revoked.size());
        revoked.forEach(id -> input.text(id.value()));
        return input.time(issuedAt).toArray();
    }

    public Sha256 hash() {
        return Sha256.of(canonical());
    }

    /** H of the identity keys, 32 bytes each, sorted by device id. */
    public Sha256 identityKeyHash() {
        Canonical keys = Canonical.unlabelled();
        devices.forEach(device -> keys.raw(device.identityKey().bytes().toArray()));
        return keys.hash();
    }

    public Optional<Device> device(DeviceId id) {
        return devices.stream().filter(device -> device.id().equals(id)).findFirst();
    }

    /** Signed by the business key or a gateway key. */
    public SignedDeviceList signedBy(Signer signer, SigningKey key) {
        return SignedDeviceList.of(this, signer, null, key);
    }

    /** Signed by a device of the previous version. */
    public SignedDeviceList signedBy(DeviceId device, SigningKey identityKey) {
        return SignedDeviceList.of(this, Signer.DEVICE, device, identityKey);
    }

    private static boolean repeats(List<Device> devices, List<DeviceId> revoked) {
        List<DeviceId> active = devices.stream().map(Device::id).toList();
        return active.stream().distinct().count() < active.size()
                || revoked.stream().distinct().count() < revoked.size()
                || active.stream().anyMatch(revoked::contains);
    }
}
