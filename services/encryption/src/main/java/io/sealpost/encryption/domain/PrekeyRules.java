package io.sealpost.encryption.domain;

import io.sealpost.schemas.Reason;
import io.sealpost.seal.directory.Device;
import io.sealpost.seal.directory.Prekey;
import io.sealpost.seal.directory.PrekeyKind;
import io.sealpost.seal.directory.SignedPrekey;
import java.time.Instant;
import java.util.List;

/** Which prekeys are taken: one last-resort key, signed by its device, good for sealing. */
final class PrekeyRules {
    private static final byte[] NOTHING = {};

    private PrekeyRules() {}

    /** Why not, or NONE. */
    static Reason check(
            RecipientRef about, Device device, List<SignedPrekey> prekeys, Instant now) {
        if (prekeys.stream().anyMatch(key -> key.prekey().kind() == PrekeyKind.ONE_TIME)) {
            return Reason.NOT_SUPPORTED_YET;
        }
        return prekeys.size() == 1
                ? check(about, device, prekeys.getFirst(), now)
                : Reason.BAD_PROOF;
    }

    private static Reason check(
            RecipientRef about, Device device, SignedPrekey signed, Instant now) {
        Prekey prekey = signed.prekey();
        if (!now.isBefore(prekey.notAfter())) {
            return Reason.TIME_OUT_OF_BOUNDS;
        }
        if (!signed.isSignedBy(
                device.identityKey(), about.business(), about.recipient(), device.id())) {
            return Reason.SIGNATURE_INVALID;
        }
        // A key of the right length may still be none; better refused here than at a message.
        boolean seals = prekey.publicKey().seal(NOTHING, NOTHING).isPresent();
        return seals && device.opens(prekey.suite()) ? Reason.NONE : Reason.BAD_PROOF;
    }
}
