package io.sealpost.seal.message;

import com.google.gson.JsonObject;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.Suite;
import io.sealpost.seal.Vectors;
import io.sealpost.seal.key.SigningKey;
import io.sealpost.seal.key.XWingPrivateKey;
import java.util.function.Supplier;

/** Prints the cost of sealing and opening in microseconds, the best of five rounds. Run by hand. */
public final class SealingCost {
    private static final int ROUNDS = 5;
    private static final int CALLS = 3_000;

    private SealingCost() {}

    public static void main(String[] args) {
        JsonObject published = Vectors.read("envelope-from-java.json").getAsJsonObject();
        Context context = Vectors.context(published.getAsJsonObject("context"));
        XWingPrivateKey key = Vectors.xWing(published);
        SigningKey signer = SigningKey.generate();
        Body body = Body.withoutCheckpoint(1, Sha256.OF_NOTHING, Bytes.of(new byte[200]));
        byte[] envelope =
                ((SealingResult.Sealed) DeviceSealer.seal(context, body, key.publicKey(), signer))
                        .envelope()
                        .toArray();
        DeviceOpener opener = new DeviceOpener(Suite.X_WING, key);
        print("sign and seal", () -> DeviceSealer.seal(context, body, key.publicKey(), signer));
        print(
                "open and verify",
                () -> opener.open(context, envelope, signer.verifyKey(), context.sentAt()));
        print("sign", () -> signer.sign(envelope));
        print("X-Wing key pair, ready to open", XWingPrivateKey::generate);
        print("context", context::canonical);
    }

    private static void print(String what, Supplier<Object> call) {
        double best = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < CALLS; i++) {
                if (call.get() == null) {
                    throw new IllegalStateException();
                }
            }
            best = Math.min(best, (System.nanoTime() - start) / 1_000.0 / CALLS);
        }
        System.out.printf("%-32s %7.1f µs%n", what, best);
    }
}
