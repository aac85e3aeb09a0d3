package io.sealpost.encryption.sealing;

import io.sealpost.seal.Sha256;
import io.sealpost.seal.Suite;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.key.KeyId;
import io.sealpost.seal.key.XWingPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The devices of one recipient: the list's version and hash, and a key to seal to for each. */
public record Bundle(long listVersion, Sha256 listHash, List<Target> targets) {

    /** One device and its last-resort prekey; not sealed to after {@code notAfter}. */
    public record Target(
            DeviceId device, Suite suite, KeyId keyId, XWingPublicKey key, Instant notAfter) {}

    public Bundle {
        targets = List.copyOf(targets);
    }

    /** The same list's further devices. */
    public Bundle and(Bundle more) {
        List<Target> all = new ArrayList<>(targets);
        all.addAll(more.targets);
        return new Bundle(listVersion, listHash, all);
    }

    /** Without the devices whose key has run out. */
    Bundle at(Instant now) {
        List<Target> usable =
                targets.stream().filter(target -> now.isBefore(target.notAfter())).toList();
        return new Bundle(listVersion, listHash, usable);
    }
}
