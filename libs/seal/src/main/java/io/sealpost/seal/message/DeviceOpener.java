package io.sealpost.seal.message;

import io.sealpost.seal.Suite;
import io.sealpost.seal.key.KeyId;
import io.sealpost.seal.key.VerifyKey;
import io.sealpost.seal.key.XWingPrivateKey;
import io.sealpost.seal.message.OpeningResult.CannotOpen;
import io.sealpost.seal.message.OpeningResult.Opened;
import io.sealpost.seal.message.OpeningResult.Reason;
import java.time.Instant;
import java.util.Optional;

/**
 * Opens the envelopes that were sealed to one prekey. Thread-safe. The caller recognises repeated
 * messages, and checks that business, recipient and device of the context are its own.
 */
public final class DeviceOpener {
    private final Suite pinned;
    private final XWingPrivateKey key;
    private final KeyId keyId;

    /** Opens this one suite only, with the private key of the prekey. */
    public DeviceOpener(Suite pinned, XWingPrivateKey key) {
        this.pinned = pinned;
        this.key = key;
        this.keyId = KeyId.of(pinned, key.publicKey());
    }

    /** Opens one envelope, and verifies the signature of the expected sender. */
    public OpeningResult open(Context context, byte[] envelope, VerifyKey sender, Instant now) {
        if (context.suite() != pinned) {
            return new CannotOpen(Reason.OTHER_SUITE);
        }
        if (!context.key().equals(keyId)) {
            return new CannotOpen(Reason.OTHER_KEY);
        }
        if (!context.isOpenAt(now)) {
            return new CannotOpen(Reason.OUTSIDE_ITS_TIME);
        }
        byte[] info = context.canonical();
        return key.open(envelope, info)
                .map(plaintext -> read(plaintext, info, sender))
                .orElseGet(() -> new CannotOpen(Reason.UNDECRYPTABLE));
    }

    private static OpeningResult read(byte[] plaintext, byte[] info, VerifyKey sender) {
        Optional<MessagePlaintext> message = MessagePlaintext.parse(plaintext);
        if (message.isEmpty()) {
            return new CannotOpen(Reason.BADLY_PADDED);
        }
        if (!message.get().isSignedBy(sender, info)) {
            return new CannotOpen(Reason.BAD_SIGNATURE);
        }
        return Body.parse(message.get().body())
                .<OpeningResult>map(Opened::new)
                .orElseGet(() -> new CannotOpen(Reason.MALFORMED));
    }
}
