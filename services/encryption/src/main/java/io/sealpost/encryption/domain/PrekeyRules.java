package io.sealpost.encryption.domain;

import io.sealpost.schemas.Reason;
import io.sealpost.seal.directory.Device;
import io.sealpost.seal.directory.Prekey;
import io.sealpost.seal.directory.PrekeyKind;
import io.sealpost.seal.directory.SignedPrekey;
import java.time.Instant;
import java.util.List;

/** Which prekeys are accepted: one last-resort key, signed by its device and usable. */
final class PrekeyRules {
    private static final byte[] EMPTY = {};

    private PrekeyRules() {}

    /** Why the prekeys are refused, or NONE. */
    static Reason check(
            RecipientRef owner, Device device, List<SignedPrekey> prekeys, Instant now) {
        if (prekeys.stream().anyMatch(key -> key.prekey().kind() == PrekeyKind.ONE_TIME)) {
            return Reason.NOT_SUPPORTED_YET;
        }
        return prekeys.size() == 1
                ? check(owner, device, prekeys.getFirst(), now)
                : Reason.BAD_PROOF;
    }

    private static Reason check(
            RecipientRef owner, Device device, SignedPrekey signed, Instant now) {
        Prekey prekey = signed.prekey();
        if (!now.isBefore(prekey.notAfter())) {
            return Reason.TIME_OUT_OF_BOUNDS;
        }
        if (!signed.isSignedBy(
                device.identityKey(), owner.business(), owner.recipient(), device.id())) {
            return Reason.SIGNATURE_INVALID;
        }
        // Bytes of the right length can still be an invalid key: refuse it now, not at a message.
        boolean seals = prekey.publicKey().seal(EMPTY, EMPTY).isPresent();
        return seals && device.opens(prekey.suite()) ? Reason.NONE : Reason.BAD_PROOF;
    }
}
