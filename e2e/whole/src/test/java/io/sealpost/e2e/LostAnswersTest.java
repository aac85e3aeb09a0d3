package io.sealpost.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A device shows each message once, also when acknowledgements are lost (P4). */
@ExtendWith(SharedPlatformExtension.class)
class LostAnswersTest {
    private final SealpostCommand sealpost;

    LostAnswersTest(SealpostCommand sealpost) {
        this.sealpost = sealpost;
    }

    @Test
    void withEveryThirdAcknowledgementLostEachMessageIsPushedAgainAsItWasAndShownOnce()
            throws IOException {
        try (LossyProxy proxy = new LossyProxy();
                TestRecipients recipients = sealpost.recipients("lossy", 10)) {
            recipients.connect();
            for (int number = 0; number < 40; number += 4) {
                recipients.sendToAll(number, number + 4);
            }
            recipients.awaitEnded(400);

            System.out.printf(
                    "%d of %d acknowledgements lost: %d messages pushed %d times, %d with other"
                            + " bytes; %d sent, %d shown, %d ended%n",
                    proxy.dropped(),
                    proxy.acknowledgements(),
                    proxy.messages(),
                    proxy.pushes(),
                    proxy.changed(),
                    recipients.sent().size(),
                    recipients.shown().size(),
                    recipients.ended().size());
            assertThat(proxy.dropped()).isPositive();
            assertThat(proxy.messages()).isEqualTo(400);
            assertThat(proxy.pushes()).as("pushed again").isGreaterThan(400);
            assertThat(proxy.changed()).isZero();
            recipients.assertAllDeliveredOnceInOrder();
        }
    }
}
