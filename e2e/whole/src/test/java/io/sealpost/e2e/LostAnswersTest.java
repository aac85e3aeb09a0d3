package io.sealpost.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A device shows each message once, whatever is lost on the line (P4), through all processes. */
@ExtendWith(OnePlatform.class)
class LostAnswersTest {
    private final FrontDoor sealpost;

    LostAnswersTest(FrontDoor sealpost) {
        this.sealpost = sealpost;
    }

    @Test
    void withEveryThirdAcknowledgementLostEachMessageIsPushedAgainAsItWasAndShownOnce()
            throws IOException {
        try (LossyLine line = new LossyLine();
                Crowd crowd = sealpost.crowd("lossy", 10)) {
            crowd.connect();
            for (int number = 0; number < 40; number += 4) {
                crowd.sendToAll(number, number + 4);
            }
            crowd.awaitEnded(400);

            System.out.printf(
                    "%d of %d acknowledgements lost: %d messages pushed %d times, %d with other"
                            + " bytes; %d sent, %d shown, %d ended%n",
                    line.lost(),
                    line.acknowledgements(),
                    line.messages(),
                    line.pushes(),
                    line.changed(),
                    crowd.sent().size(),
                    crowd.shown().size(),
                    crowd.ended().size());
            assertThat(line.lost()).isPositive();
            assertThat(line.messages()).isEqualTo(400);
            assertThat(line.pushes()).as("pushed again").isGreaterThan(400);
            assertThat(line.changed()).isZero();
            crowd.assertAllDeliveredOnceInOrder();
        }
    }
}
