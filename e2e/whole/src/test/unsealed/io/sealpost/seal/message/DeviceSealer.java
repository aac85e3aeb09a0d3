package io.sealpost.seal.message;

import io.sealpost.seal.Bytes;
import io.sealpost.seal.key.SigningKey;
import io.sealpost.seal.key.XWingPublicKey;
import io.sealpost.seal.message.SealingResult.Sealed;
import java.util.Arrays;

/** Seals nothing. It replaces the real one in UnsealedTest. */
public final class DeviceSealer {
    private DeviceSealer() {}

    /** Has the size of an envelope, and the signed body in clear. */
    public static SealingResult seal(Context context, Body body, XWingPublicKey to, SigningKey signer) {
        byte[] clear =
                MessagePlaintext.signed(context.canonical(), body.canonical(), signer).padded();
        return new Sealed(
                Bytes.owned(Arrays.copyOf(clear, clear.length + XWingPublicKey.OVERHEAD)));
    }
}
