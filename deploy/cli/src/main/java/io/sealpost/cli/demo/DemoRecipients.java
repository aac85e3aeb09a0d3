package io.sealpost.cli.demo;

import io.sealpost.seal.id.RecipientId;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.IntStream;

/** Makes the recipients of a demo: four of five agree, and every tenth has two devices. */
final class DemoRecipients {
    private static final int WITHOUT_CONSENT_EVERY = 5;
    private static final int SECOND_DEVICE_EVERY = 10;
    private static final int ID_BYTES = 16;

    private DemoRecipients() {}

    static List<DemoRecipient> of(int count) {
        SecureRandom random = new SecureRandom();
        return IntStream.range(0, count).mapToObj(number -> one(number, random)).toList();
    }

    private static DemoRecipient one(int number, SecureRandom random) {
        byte[] bits = new byte[ID_BYTES];
        random.nextBytes(bits);
        return new DemoRecipient(
                RecipientId.of(bits),
                number % SECOND_DEVICE_EVERY == 0 ? 2 : 1,
                number % WITHOUT_CONSENT_EVERY != WITHOUT_CONSENT_EVERY - 1);
    }
}
