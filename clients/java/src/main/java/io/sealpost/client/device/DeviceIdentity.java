package io.sealpost.client.device;

import io.sealpost.seal.Bytes;
import io.sealpost.seal.directory.Prekey;
import io.sealpost.seal.directory.SignedPrekey;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.key.SigningKey;
import io.sealpost.seal.socket.ChallengeResponse;

/**
 * A device's ids and its identity key. A device belongs to one recipient of one business.
 *
 * @param key the identity key, Ed25519; it signs prekeys, hello frames and acknowledgements
 */
record DeviceIdentity(BusinessId business, RecipientId recipient, DeviceId device, SigningKey key) {

    SignedPrekey sign(Prekey prekey) {
        return prekey.signedBy(key, business, recipient, device);
    }

    /** The signed answer to the server's challenge. */
    DeviceFrame.HelloFrame hello(String origin, byte[] nonce) {
        ChallengeResponse response =
                new ChallengeResponse(origin, business, recipient, device, Bytes.of(nonce));
        return new DeviceFrame.HelloFrame(
                business.value(), recipient.value(), device.value(), response.sign(key).toArray());
    }
}
