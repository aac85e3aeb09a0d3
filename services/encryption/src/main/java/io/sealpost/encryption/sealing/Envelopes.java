package io.sealpost.encryption.sealing;

import io.sealpost.seal.Bytes;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.Suite;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.key.KeyId;
import java.util.List;

/** One message, sealed to each device of one version of a device list. */
public record Envelopes(long listVersion, Sha256 listHash, List<DeviceEnvelope> list) {

    /**
     * The message for one device.
     *
     * @param keyId the prekey that it is sealed to
     * @param sealed the envelope (docs/sealing.md, Envelope)
     */
    public record DeviceEnvelope(DeviceId device, Suite suite, KeyId keyId, Bytes sealed) {}

    public Envelopes {
        list = List.copyOf(list);
    }
}
