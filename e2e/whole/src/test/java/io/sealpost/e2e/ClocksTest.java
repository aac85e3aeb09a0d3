package io.sealpost.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.schemas.DeliveryEvent;
import io.sealpost.schemas.DeliveryEventKind;
import io.sealpost.seal.id.RecipientId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A wrong clock does not weaken a withdrawal (P7): the clocks of consent and delivery are ten
 * minutes wrong, one behind and one ahead.
 */
@ExtendWith(SharedPlatformExtension.class)
class ClocksTest {
    private static final Duration MAX_HEARTBEAT_AGE = Duration.ofSeconds(3);
    private static final Duration MAX_PUSH_AFTER_WITHDRAWAL = Duration.ofSeconds(5);

    /** {@code -Dsealpost.test.clocks=PT10M,PT-10M} tests both directions. */
    private static final String OFFSETS = System.getProperty("sealpost.test.clocks", "PT-10M");

    private final SealpostCommand sealpost;
    private final DeliveryDatabase deliveryDatabase;

    ClocksTest(SealpostCommand sealpost) throws IOException {
        this.sealpost = sealpost;
        this.deliveryDatabase = new DeliveryDatabase(sealpost);
    }

    static List<String> offsets() {
        return List.of(OFFSETS.split(","));
    }

    @ParameterizedTest
    @MethodSource("offsets")
    void aWithdrawalAndAStoppedConsentServiceCountWithWrongClocks(String consentOffset)
            throws IOException, InterruptedException {
        Duration offset = Duration.parse(consentOffset);
        try (ReplacedServices replaced =
                new ReplacedServices(sealpost, "clocks/io/sealpost/hop/beans/ProcessClock.java")) {
            replaced.start("consent", Map.of("CLOCK_OFFSET", offset.toString()))
                    .start("delivery", Map.of("CLOCK_OFFSET", offset.negated().toString()))
                    .awaitReady();
            try (TestRecipients recipients =
                    sealpost.recipients("clocks" + offset.toMinutes(), 12)) {
                withdrawWhileSending(recipients, offset);
                stopConsent(recipients, replaced);
            }
        }
    }

    /** Half of the recipients withdraw while messages are sent. */
    private void withdrawWhileSending(TestRecipients recipients, Duration offset) {
        recipients.connect();
        List<RecipientId> leaving = recipients.recipients().subList(0, 6);
        var sending = recipients.send(recipients.messages(0, 20));
        recipients.awaitShownTo(leaving);
        Map<String, Instant> withdrawn = recipients.withdraw(leaving);
        sending.join();
        recipients.sendToAll(20, 25);
        recipients.awaitEnded(12 * 25);

        Duration latest = Duration.ZERO;
        for (DeliveryEvent push :
                recipients.events().of(DeliveryEventKind.SENT, recipients.sent())) {
            Instant at = withdrawn.get(push.getRecipient());
            if (at != null) {
                Duration after = Duration.between(at.minus(offset), push.getAt());
                latest = after.compareTo(latest) > 0 ? after : latest;
            }
        }
        Map<DeliveryEventKind, Long> ends =
                recipients.ends().stream()
                        .collect(Collectors.groupingBy(kind -> kind, Collectors.counting()));
        System.out.printf(
                "consent's clock wrong by %s, delivery's by %s: 6 of 12 withdrew while 300 were sent,"
                        + " which ended %s; the last push %d ms after the withdrawal at most%n",
                offset, offset.negated(), ends, latest.toMillis());
        assertThat(latest).isLessThanOrEqualTo(MAX_PUSH_AFTER_WITHDRAWAL);
        assertThat(ends.keySet())
                .isSubsetOf(
                        DeliveryEventKind.DELIVERED,
                        DeliveryEventKind.REFUSED,
                        DeliveryEventKind.RECALLED);
        assertThat(ends.get(DeliveryEventKind.REFUSED))
                .as("sent after the withdrawal")
                .isGreaterThanOrEqualTo(30);
        assertThat(recipients.ended()).doesNotHaveDuplicates().hasSameElementsAs(recipients.sent());
        recipients.recipients().subList(6, 12).stream()
                .map(recipients.numbers()::get)
                .forEach(
                        shown ->
                                assertThat(shown)
                                        .as("to a recipient who did not withdraw")
                                        .isSorted()
                                        .hasSize(25));
        recipients.disconnect();
    }

    /** Messages that wait in mailboxes are not pushed once consent sends no heartbeats. */
    private void stopConsent(TestRecipients recipients, ReplacedServices replaced)
            throws InterruptedException {
        List<RecipientId> staying = recipients.recipients().subList(6, 12);
        int before = recipients.shown().size();
        recipients.sendToAll(25, 30);
        Await.until("all are sealed", () -> deliveryDatabase.waiting(staying) == 30);
        replaced.kill("consent");
        Await.until(
                "heartbeats are missing",
                () -> deliveryDatabase.sinceHeartbeat().compareTo(MAX_HEARTBEAT_AGE) > 0);
        recipients.connect();
        Duration longer = MAX_HEARTBEAT_AGE.multipliedBy(2);
        Await.until(
                "heartbeats are still missing",
                () -> deliveryDatabase.sinceHeartbeat().compareTo(longer) > 0);

        System.out.printf(
                "and %d ms after the last heartbeat %d wait and %d were shown%n",
                deliveryDatabase.sinceHeartbeat().toMillis(),
                deliveryDatabase.waiting(staying),
                recipients.shown().size() - before);
        assertThat(deliveryDatabase.waiting(staying)).isEqualTo(30);
        assertThat(recipients.shown()).hasSize(before);
    }
}
