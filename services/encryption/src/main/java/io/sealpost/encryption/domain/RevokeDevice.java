package io.sealpost.encryption.domain;

import io.sealpost.encryption.domain.DirectoryOutcome.Revoked;
import io.sealpost.hop.Decision;
import io.sealpost.schemas.Reason;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.directory.Device;
import io.sealpost.seal.id.DeviceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A device is no longer in good standing. */
public record RevokeDevice(UUID id, RecipientRef owner, DeviceId device)
        implements DirectoryCommand {

    @Override
    public Sha256 digest() {
        return DirectoryDigest.begin("REVOKE", owner).text(device.value()).hash();
    }

    @Override
    public Decision<DirectoryOutcome, RecipientDirectory> decide(
            RecipientDirectory known, Instant now) {
        if (known.revoked().contains(device)) {
            return revoked(known);
        }
        List<Device> others = new ArrayList<>(known.devices());
        if (!others.removeIf(other -> other.id().equals(device))) {
            return DirectoryOutcome.refused(Reason.UNKNOWN_DEVICE, known);
        }
        List<DeviceId> revoked = new ArrayList<>(known.revoked());
        revoked.add(device);
        return revoked(known.withoutDevice(device).withNextList(others, revoked, now));
    }

    private static Decision<DirectoryOutcome, RecipientDirectory> revoked(RecipientDirectory next) {
        return Decision.recorded(new Revoked(next.newestList()), next);
    }
}
