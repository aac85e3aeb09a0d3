package io.sealpost.encryption.domain;

import io.sealpost.encryption.domain.DirectoryOutcome.PrekeysPublished;
import io.sealpost.hop.Decision;
import io.sealpost.schemas.Reason;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.directory.Device;
import io.sealpost.seal.directory.SignedPrekey;
import io.sealpost.seal.id.DeviceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A device replaces its last-resort prekey.
 *
 * @param prekeys 1 to 20
 */
public record PublishPrekeys(
        UUID id, RecipientRef owner, DeviceId device, List<SignedPrekey> prekeys)
        implements DirectoryCommand {

    public PublishPrekeys {
        prekeys = List.copyOf(prekeys);
        CommandForm.requirePrekeys(prekeys);
    }

    @Override
    public Sha256 digest() {
        return DirectoryDigest.add(
                        DirectoryDigest.begin("PUBLISH_PREKEYS", owner).text(device.value()),
                        prekeys)
                .hash();
    }

    @Override
    public Decision<DirectoryOutcome, RecipientDirectory> decide(
            RecipientDirectory known, Instant now) {
        Optional<Device> listed = known.device(device);
        EnrolledDevice before = known.enrolled().get(device);
        if (listed.isEmpty() || before == null) {
            return DirectoryOutcome.refused(Reason.UNKNOWN_DEVICE, known);
        }
        Reason refusal = PrekeyRules.check(owner, listed.get(), prekeys, now);
        if (refusal != Reason.NONE) {
            return DirectoryOutcome.refused(refusal, known);
        }
        EnrolledDevice after = before.with(prekeys.getFirst());
        return isOlder(after, before)
                ? DirectoryOutcome.refused(Reason.STALE_VERSION, known)
                : Decision.recorded(new PrekeysPublished(), known.withDevice(device, after));
    }

    /** Anyone can send a published prekey again, so an older one never replaces a newer one. */
    private static boolean isOlder(EnrolledDevice after, EnrolledDevice before) {
        Instant notAfter = before.lastResort().prekey().notAfter();
        return after.lastResort().prekey().notAfter().isBefore(notAfter);
    }
}
