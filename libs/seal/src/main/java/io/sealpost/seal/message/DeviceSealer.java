package io.sealpost.seal.message;

import io.sealpost.seal.Bytes;
import io.sealpost.seal.key.KeyId;
import io.sealpost.seal.key.SigningKey;
import io.sealpost.seal.key.XWingPublicKey;
import io.sealpost.seal.message.SealingResult.CannotSeal;
import io.sealpost.seal.message.SealingResult.Reason;
import io.sealpost.seal.message.SealingResult.Sealed;
import java.util.Arrays;

/** Signs a body and seals it to one device (docs/sealing.md, Envelope). Thread-safe. */
public final class DeviceSealer {
    private DeviceSealer() {}

    /**
     * Seals with the key that the context names. The signer is the business key (SENDER) or a
     * gateway key (GATEWAY).
     */
    public static SealingResult seal(
            Context context, Body body, XWingPublicKey to, SigningKey signer) {
        if (body.content().size() > Body.MAX_CONTENT) {
            return new CannotSeal(Reason.CONTENT_TOO_LARGE);
        }
        if (!context.key().equals(KeyId.of(context.suite(), to))) {
            return new CannotSeal(Reason.OTHER_KEY);
        }
        byte[] info = context.canonical();
        byte[] plaintext = MessagePlaintext.signed(info, body.canonical(), signer).padded();
        try {
            return to.seal(plaintext, info)
                    .<SealingResult>map(envelope -> new Sealed(Bytes.owned(envelope)))
                    .orElseGet(() -> new CannotSeal(Reason.UNUSABLE_KEY));
        } finally {
            Arrays.fill(plaintext, (byte) 0);
        }
    }
}
