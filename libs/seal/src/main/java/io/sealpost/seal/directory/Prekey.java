package io.sealpost.seal.directory;

import io.sealpost.seal.Bytes;
import io.sealpost.seal.Canonical;
import io.sealpost.seal.Suite;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.key.KeyId;
import io.sealpost.seal.key.SigningKey;
import io.sealpost.seal.key.XWingPublicKey;
import java.time.Instant;

/** A public key of a device that messages are sealed to. Its id is derived from suite and key. */
public record Prekey(PrekeyKind kind, Suite suite, Instant notAfter, XWingPublicKey publicKey) {
    public KeyId keyId() {
        return KeyId.of(suite, publicKey);
    }

    public SignedPrekey signedBy(
            SigningKey identityKey, BusinessId business, RecipientId recipient, DeviceId device) {
        byte[] input = signatureInput(business, recipient, device);
        return new SignedPrekey(this, Bytes.owned(identityKey.sign(input)));
    }

    /** Includes the owner, so that a prekey cannot be published as another device's. */
    byte[] signatureInput(BusinessId business, RecipientId recipient, DeviceId device) {
        return Canonical.labelled("sealpost/prekey/v1")
                .text(business.value())
                .text(recipient.value())
                .text(device.value())
                .symbol(kind)
                .suite(suite)
                .bytes(keyId().bytes())
                .time(notAfter)
                .bytes(publicKey.bytes())
                .toArray();
    }
}
