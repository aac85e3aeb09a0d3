package io.sealpost.seal.socket;

import io.sealpost.seal.Bytes;
import io.sealpost.seal.Canonical;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.key.SigningKey;
import io.sealpost.seal.key.VerifyKey;

/**
 * The device's signed response to the challenge of the socket: the {@code hello} frame
 * (docs/sealing.md, Socket protocol).
 *
 * @param origin scheme, host and port that the device connected to, so that no other server can
 *     forward the response
 * @param nonce the challenge: 32 bytes, valid for 10 s and one response
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
