package io.sealpost.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.embedded.Part;
import io.sealpost.schemas.DeliveryEvent;
import io.sealpost.schemas.DeliveryEventKind;
import io.sealpost.schemas.Reason;
import io.sealpost.seal.id.RecipientId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Nothing is delivered without valid consent (P7), through all processes. */
@ExtendWith(OnePlatform.class)
class ConsentTest {
    /** How old the last sign of consent may be for a push to start. */
    private static final Duration FRESH = Duration.ofSeconds(3);

    /** How long after a withdrawal was committed a push may start at most. */
    private static final Duration WITHDRAWN = Duration.ofSeconds(5);

    private final FrontDoor sealpost;
    private final DeliveryRows rows;

    ConsentTest(FrontDoor sealpost) throws IOException {
        this.sealpost = sealpost;
        this.rows = new DeliveryRows(sealpost);
    }

    @Test
    void whileConsentIsSilentNothingIsPushedAndAllIsWhenItIsBack() throws IOException {
        try (Crowd crowd = sealpost.crowd("held-back", 10)) {
            crowd.sendToAll(0, 10);
            awaitSealed(crowd, 100);
            Part consent = sealpost.part("consent");

            consent.pause();
            Duration silence;
            long waiting;
            int shown;
            Instant resumedAt;
            try {
                crowd.sendToAll(10, 15);
                Await.until("consent is silent", () -> rows.silence().compareTo(FRESH) > 0);
                crowd.connect();
                Duration longer = FRESH.multipliedBy(2);
                Await.until("and stays so", () -> rows.silence().compareTo(longer) > 0);
                waiting = rows.waiting(crowd.recipients());
                shown = crowd.shown().size();
                silence = rows.silence();
                resumedAt = rows.now().truncatedTo(ChronoUnit.MILLIS);
            } finally {
                consent.resume();
            }
            crowd.awaitEnded(150);

            Instant firstPush = firstPush(crowd);
            System.out.printf(
                    "consent silent for %d ms: %d sealed messages waited at %d open sockets, %d"
                            + " shown; first push %d ms after it was let go; 150 sent, %d delivered%n",
                    silence.toMillis(),
                    waiting,
                    crowd.recipients().size(),
                    shown,
                    Duration.between(resumedAt, firstPush).toMillis(),
                    crowd.shown().size());
            assertThat(waiting).as("sealed, with a device connected").isEqualTo(100);
            assertThat(shown).isZero();
            assertThat(firstPush).isAfterOrEqualTo(resumedAt);
            crowd.assertAllDeliveredOnceInOrder();
        }
    }

    @Test
    void aWithdrawalRecallsWhatWaitsForAnOfflineDeviceAndItIsNeverShown() throws IOException {
        try (Crowd crowd = sealpost.crowd("recalled", 12)) {
            List<RecipientId> leaving = crowd.recipients().subList(0, 6);
            crowd.sendToAll(0, 5);
            awaitSealed(crowd, 60);

            crowd.withdraw(leaving);
            crowd.awaitEnded(30);
            List<DeliveryEvent> recalled =
                    crowd.told().of(DeliveryEventKind.RECALLED, crowd.sent());
            crowd.connect();
            // A device shows in order: when this one is shown, those before it never will be.
            crowd.grant(leaving);
            crowd.sendToAll(5, 6);
            crowd.awaitEnded(72);

            System.out.printf(
                    "6 of 12 withdrew with 5 messages waiting each: %d recalled, %d of 72 shown%n",
                    recalled.size(), crowd.shown().size());
            assertThat(recalled).hasSize(30);
            assertThat(recalled)
                    .allSatisfy(event -> assertThat(event.getReason()).isEqualTo(Reason.WITHDRAWN));
            assertThat(recalled.stream().map(DeliveryEvent::getRecipient).distinct())
                    .containsExactlyInAnyOrderElementsOf(values(leaving));
            assertThat(crowd.ended()).doesNotHaveDuplicates().hasSameElementsAs(crowd.sent());
            crowd.recipients()
                    .forEach(
                            recipient ->
                                    assertThat(crowd.numbers().get(recipient))
                                            .isEqualTo(
                                                    leaving.contains(recipient)
                                                            ? List.of(5)
                                                            : upTo(6)));
        }
    }

    @Test
    void noPushStartsMoreThanFiveSecondsAfterAWithdrawalInMidStream() throws IOException {
        try (Crowd crowd = sealpost.crowd("leaving", 12)) {
            crowd.connect();
            List<RecipientId> leaving = crowd.recipients().subList(0, 6);
            var sending = crowd.send(crowd.messages(0, 40));
            crowd.awaitShownTo(leaving);

            Map<String, Instant> withdrawn = crowd.withdraw(leaving);
            sending.join();
            crowd.sendToAll(40, 45);
            crowd.awaitEnded(12 * 45);

            List<DeliveryEvent> pushes = new ArrayList<>();
            crowd.told().of(DeliveryEventKind.SENT, crowd.sent()).stream()
                    .filter(event -> withdrawn.containsKey(event.getRecipient()))
                    .forEach(pushes::add);
            Duration latest =
                    pushes.stream()
                            .map(
                                    push ->
                                            Duration.between(
                                                    withdrawnAt(withdrawn, push), push.getAt()))
                            .max(Comparator.naturalOrder())
                            .orElseThrow();
            Map<DeliveryEventKind, Long> ends =
                    crowd.told().ends(crowd.sent()).stream()
                            .filter(event -> withdrawn.containsKey(event.getRecipient()))
                            .collect(
                                    Collectors.groupingBy(
                                            DeliveryEvent::getKind, Collectors.counting()));
            System.out.printf(
                    "6 of 12 withdrew in mid-stream: their 270 ended %s, the last push %d ms after"
                            + " the withdrawal was committed%n",
                    ends, latest.toMillis());
            assertThat(withdrawn.keySet()).isEqualTo(Set.copyOf(values(leaving)));
            assertThat(latest).isLessThanOrEqualTo(WITHDRAWN);
            assertThat(ends.keySet())
                    .isSubsetOf(
                            DeliveryEventKind.DELIVERED,
                            DeliveryEventKind.REFUSED,
                            DeliveryEventKind.RECALLED);
            assertThat(ends.getOrDefault(DeliveryEventKind.REFUSED, 0L))
                    .as("sent after the withdrawal")
                    .isGreaterThanOrEqualTo(30);
            assertThat(crowd.ended()).doesNotHaveDuplicates().hasSameElementsAs(crowd.sent());
            crowd.recipients()
                    .forEach(
                            recipient ->
                                    assertThat(
                                                    leaving.contains(recipient)
                                                            || upTo(45).equals(
                                                                            crowd.numbers()
                                                                                    .get(
                                                                                            recipient)))
                                            .as("all is shown to who stayed")
                                            .isTrue());
        }
    }

    private void awaitSealed(Crowd crowd, int count) {
        Await.until(
                () -> "%d of %d sealed".formatted(rows.waiting(crowd.recipients()), count),
                () -> rows.waiting(crowd.recipients()) == count);
    }

    private static Instant firstPush(Crowd crowd) {
        return crowd.told().of(DeliveryEventKind.SENT, crowd.sent()).stream()
                .map(DeliveryEvent::getAt)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static Instant withdrawnAt(Map<String, Instant> withdrawn, DeliveryEvent push) {
        return withdrawn.getOrDefault(String.valueOf(push.getRecipient()), Instant.MIN);
    }

    private static List<String> values(List<RecipientId> recipients) {
        return recipients.stream().map(RecipientId::value).toList();
    }

    private static List<Integer> upTo(int end) {
        return IntStream.range(0, end).boxed().toList();
    }
}
