package io.sealpost.seal.message;

import io.sealpost.seal.Bytes;
import io.sealpost.seal.key.SigningKey;
import io.sealpost.seal.key.XWingPublicKey;
import io.sealpost.seal.message.SealingResult.Sealed;
import java.util.Arrays;

/** Seals nothing. It stands in for the real one in the control run of the search for content. */
public final class DeviceSealer {
    private DeviceSealer() {}

    /** As long as an envelope, with the signed body in clear. */
    public static SealingResult seal(Context context, Body body, XWingPublicKey to, SigningKey signer) {
        byte[] clear =
                MessagePlaintext.signed(context.canonical(), body.canonical(), signer).padded();
        return new Sealed(
                Bytes.owned(Arrays.copyOf(clear, clear.length + XWingPublicKey.OVERHEAD)));
    }
}
