package io.sealpost.seal.socket;

import io.sealpost.seal.Bytes;
import io.sealpost.seal.Canonical;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.key.SigningKey;
import io.sealpost.seal.key.VerifyKey;

/**
 * A device's answer to the socket's challenge.
 *
 * @param origin scheme, host and port the device connected to, so that no other server can pass the
 *     answer on
 * @param nonce the challenge: 32 bytes, good for 10 s and one answer
 */
public record ChallengeResponse(
        String origin, BusinessId business, RecipientId recipient, DeviceId device, Bytes nonce) {
    public static final int NONCE_SIZE = 32;

    public byte[] signatureInput() {
        return Canonical.labelled("sealpost/ws/v1")
                .text(origin)
                .text(business.value())
                .text(recipient.value())
                .text(device.value())
                .bytes(nonce)
                .toArray();
    }

    public Bytes sign(SigningKey identityKey) {
        return Bytes.owned(identityKey.sign(signatureInput()));
    }

    public boolean isSignedBy(VerifyKey identityKey, byte[] signature) {
        return nonce.size() == NONCE_SIZE && identityKey.verify(signatureInput(), signature);
    }
}
