package io.sealpost.seal.directory;

import io.sealpost.seal.Bytes;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.key.SigningKey;
import io.sealpost.seal.key.VerifyKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A device list and its signature. {@code signerDevice} is null unless a device signed. */
public record SignedDeviceList(
        DeviceList list, Signer signer, @Nullable DeviceId signerDevice, Bytes signature) {

    static SignedDeviceList of(
            DeviceList list, Signer signer, @Nullable DeviceId device, SigningKey key) {
        return new SignedDeviceList(list, signer, device, Bytes.owned(key.sign(list.canonical())));
    }

    /**
     * Whether a client that knows {@code before} may use this list. Where it knows none (null), any
     * version is valid that the business key or a gateway key signed.
     */
    public ChainResult check(@Nullable DeviceList before, TrustedKeys trust) {
        if (list.equals(before)) {
            return ChainResult.VALID; // it was checked when it was new
        }
        ChainResult link = before == null ? ChainResult.VALID : link(before);
        return link == ChainResult.VALID ? signature(before, trust) : link;
    }

    private ChainResult link(DeviceList before) {
        if (!list.business().equals(before.business())
                || !list.recipient().equals(before.recipient())) {
            return ChainResult.OTHER_SUBJECT;
        }
        ChainResult link =
                VersionLink.check(before.version(), before.hash(), list.version(), list.previous());
        return link == ChainResult.VALID && swaps(before) ? ChainResult.DEVICE_SWAPPED : link;
    }

    private boolean swaps(DeviceList before) {
        return !list.revoked().containsAll(before.revoked())
                || before.devices().stream().anyMatch(this::isLostOrChanged);
    }

    private boolean isLostOrChanged(Device known) {
        Optional<Device> now = list.device(known.id());
        return now.map(device -> !device.identityKey().equals(known.identityKey()))
                .orElseGet(() -> !list.revoked().contains(known.id()));
    }

    private ChainResult signature(@Nullable DeviceList before, TrustedKeys trust) {
        byte[] message = list.canonical();
        return signer == Signer.DEVICE
                ? TrustedKeys.check(signerKey(before), message, signature.toArray())
                : trust.check(signer, message, signature.toArray());
    }

    /** The key of an active device of the previous version. */
    private @Nullable VerifyKey signerKey(@Nullable DeviceList before) {
        if (before == null || signerDevice == null) {
            return null;
        }
        return before.device(signerDevice).map(Device::identityKey).orElse(null);
    }
}
