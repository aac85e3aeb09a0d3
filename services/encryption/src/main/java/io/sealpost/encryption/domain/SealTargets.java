package io.sealpost.encryption.domain;

import io.sealpost.seal.Sha256;
import io.sealpost.seal.Suite;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.key.KeyId;
import io.sealpost.seal.key.XWingPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The devices that a recipient's messages are sealed to, and the device list that names them. */
public record SealTargets(long listVersion, Sha256 listHash, List<SealTarget> devices) {

    /**
     * One device and its last-resort prekey.
     *
     * @param notAfter from this time on nothing is sealed to the prekey
     */
    public record SealTarget(
            DeviceId device, Suite suite, KeyId keyId, XWingPublicKey key, Instant notAfter) {}

    public SealTargets {
        devices = List.copyOf(devices);
    }

    /** Adds other devices of the same list. */
    public SealTargets plus(SealTargets others) {
        List<SealTarget> all = new ArrayList<>(devices);
        all.addAll(others.devices);
        return new SealTargets(listVersion, listHash, all);
    }

    /** Only the devices whose prekey is still good. */
    public SealTargets usableAt(Instant now) {
        List<SealTarget> usable =
                devices.stream().filter(target -> now.isBefore(target.notAfter())).toList();
        return new SealTargets(listVersion, listHash, usable);
    }
}
