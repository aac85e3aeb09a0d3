package io.sealpost.client.device;

import io.sealpost.seal.Bytes;
import io.sealpost.seal.directory.Prekey;
import io.sealpost.seal.directory.SignedPrekey;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.key.SigningKey;
import io.sealpost.seal.socket.ChallengeResponse;

/** Who a device is: one recipient's, at one business, with a key made for nothing else. */
record Owner(BusinessId business, RecipientId recipient, DeviceId device, SigningKey identity) {

    SignedPrekey sign(Prekey prekey) {
        return prekey.signedBy(identity, business, recipient, device);
    }

    DeviceFrame.HelloFrame answer(String origin, byte[] nonce) {
        ChallengeResponse hello = new ChallengeResponse(origin, business, recipient, device, Bytes.of(nonce));
        return new DeviceFrame.HelloFrame(
                business.value(),
                recipient.value(),
                device.value(),
                hello.sign(identity).toArray());
    }
}
