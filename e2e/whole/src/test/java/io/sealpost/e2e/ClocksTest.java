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
 * Clocks that are off change nothing of what a withdrawal means (P7): consent and delivery run with
 * theirs ten minutes off the true time, one behind and one ahead.
 */
@ExtendWith(OnePlatform.class)
class ClocksTest {
    private static final Duration FRESH = Duration.ofSeconds(3);
    private static final Duration WITHDRAWN = Duration.ofSeconds(5);

    /** {@code -Dsealpost.test.clocks=PT10M,PT-10M} tries both sides. */
    private static final String OFFSETS = System.getProperty("sealpost.test.clocks", "PT-10M");

    private final FrontDoor sealpost;
    private final DeliveryRows rows;

    ClocksTest(FrontDoor sealpost) throws IOException {
        this.sealpost = sealpost;
        this.rows = new DeliveryRows(sealpost);
    }

    static List<String> offsets() {
        return List.of(OFFSETS.split(","));
    }

    @ParameterizedTest
    @MethodSource("offsets")
    void aWithdrawalAndASilentConsentCountWhateverTheClocksSay(String consentIsOffBy)
            throws IOException, InterruptedException {
        Duration off = Duration.parse(consentIsOffBy);
        try (Impostors impostors =
                new Impostors(sealpost, "clocks/io/sealpost/hop/beans/ProcessClock.java")) {
            impostors
                    .start("consent", Map.of("CLOCK_IS_OFF_BY", off.toString()))
                    .start("delivery", Map.of("CLOCK_IS_OFF_BY", off.negated().toString()))
                    .awaitReady();
            try (Crowd crowd = sealpost.crowd("clocks" + off.toMinutes(), 12)) {
                withdrawnInMidStream(crowd, off);
                silent(crowd, impostors);
            }
        }
    }

    /** Half of them withdraw while messages are on their way. */
    private void withdrawnInMidStream(Crowd crowd, Duration off) {
        crowd.connect();
        List<RecipientId> leaving = crowd.recipients().subList(0, 6);
        var sending = crowd.send(crowd.messages(0, 20));
        crowd.awaitShownTo(leaving);
        Map<String, Instant> withdrawn = crowd.withdraw(leaving);
        sending.join();
        crowd.sendToAll(20, 25);
        crowd.awaitEnded(12 * 25);

        Duration latest = Duration.ZERO;
        for (DeliveryEvent push : crowd.told().of(DeliveryEventKind.SENT, crowd.sent())) {
            Instant at = withdrawn.get(push.getRecipient());
            if (at != null) {
                Duration after = Duration.between(at.minus(off), push.getAt());
                latest = after.compareTo(latest) > 0 ? after : latest;
            }
        }
        Map<DeliveryEventKind, Long> ends =
                crowd.ends().stream()
                        .collect(Collectors.groupingBy(kind -> kind, Collectors.counting()));
        System.out.printf(
                "consent's clock off by %s, delivery's by %s: 6 of 12 withdrew in mid-stream, 300"
                        + " ended %s, the last push at most %d ms after the withdrawal%n",
                off, off.negated(), ends, latest.toMillis());
        assertThat(latest).isLessThanOrEqualTo(WITHDRAWN);
        assertThat(ends.keySet())
                .isSubsetOf(
                        DeliveryEventKind.DELIVERED,
                        DeliveryEventKind.REFUSED,
                        DeliveryEventKind.RECALLED);
        assertThat(ends.get(DeliveryEventKind.REFUSED))
                .as("sent after the withdrawal")
                .isGreaterThanOrEqualTo(30);
        assertThat(crowd.ended()).doesNotHaveDuplicates().hasSameElementsAs(crowd.sent());
        crowd.recipients().subList(6, 12).stream()
                .map(crowd.numbers()::get)
                .forEach(shown -> assertThat(shown).as("to who stayed").isSorted().hasSize(25));
        crowd.disconnect();
    }

    /** What is sealed and waits is not pushed once consent has been silent. */
    private void silent(Crowd crowd, Impostors impostors) throws InterruptedException {
        List<RecipientId> staying = crowd.recipients().subList(6, 12);
        int before = crowd.shown().size();
        crowd.sendToAll(25, 30);
        Await.until("all are sealed", () -> rows.waiting(staying) == 30);
        impostors.kill("consent");
        Await.until("consent is silent", () -> rows.silence().compareTo(FRESH) > 0);
        crowd.connect();
        Duration longer = FRESH.multipliedBy(2);
        Await.until("and stays so", () -> rows.silence().compareTo(longer) > 0);

        System.out.printf(
                "and consent silent for %d ms: %d wait, %d shown%n",
                rows.silence().toMillis(), rows.waiting(staying), crowd.shown().size() - before);
        assertThat(rows.waiting(staying)).isEqualTo(30);
        assertThat(crowd.shown()).hasSize(before);
    }
}
