package io.sealpost.seal.directory;

import io.sealpost.seal.Bytes;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.key.VerifyKey;

/** A prekey and the signature of its device. */
public record SignedPrekey(Prekey prekey, Bytes signature) {
    public boolean isSignedBy(
            VerifyKey identityKey, BusinessId business, RecipientId recipient, DeviceId device) {
        byte[] input = prekey.signatureInput(business, recipient, device);
        return identityKey.verify(input, signature.toArray());
    }
}
