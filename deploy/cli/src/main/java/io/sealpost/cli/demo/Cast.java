package io.sealpost.cli.demo;

import io.sealpost.seal.id.RecipientId;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.IntStream;

/** The recipients of a run: four of five agree, and every tenth has two devices. */
final class Cast {
    private static final int REFUSES_EVERY = 5;
    private static final int SECOND_DEVICE_EVERY = 10;
    private static final int ID_BYTES = 16;

    private Cast() {}

    static List<Recipient> of(int recipients) {
        SecureRandom random = new SecureRandom();
        return IntStream.range(0, recipients).mapToObj(number -> one(number, random)).toList();
    }

    private static Recipient one(int number, SecureRandom random) {
        byte[] bits = new byte[ID_BYTES];
        random.nextBytes(bits);
        return new Recipient(
                RecipientId.of(bits),
                number % SECOND_DEVICE_EVERY == 0 ? 2 : 1,
                number % REFUSES_EVERY != REFUSES_EVERY - 1);
    }
}
