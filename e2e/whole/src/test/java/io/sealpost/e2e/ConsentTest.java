package io.sealpost.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.embedded.ManagedProcess;
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

/** Nothing is delivered without valid consent (P7). */
@ExtendWith(SharedPlatformExtension.class)
class ConsentTest {
    /** No push starts when the last heartbeat of consent is older. */
    private static final Duration MAX_HEARTBEAT_AGE = Duration.ofSeconds(3);

    /** No push starts later than this after the commit of a withdrawal. */
    private static final Duration MAX_PUSH_AFTER_WITHDRAWAL = Duration.ofSeconds(5);

    private final SealpostCommand sealpost;
    private final DeliveryDatabase deliveryDatabase;

    ConsentTest(SealpostCommand sealpost) throws IOException {
        this.sealpost = sealpost;
        this.deliveryDatabase = new DeliveryDatabase(sealpost);
    }

    @Test
    void whileConsentIsStoppedNothingIsPushedAndEverythingIsAfterwards() throws IOException {
        try (TestRecipients recipients = sealpost.recipients("held-back", 10)) {
            recipients.sendToAll(0, 10);
            awaitSealed(recipients, 100);
            ManagedProcess consent = sealpost.process("consent");

            consent.pause();
            Duration heartbeatAge;
            long waiting;
            int shown;
            Instant resumedAt;
            try {
                recipients.sendToAll(10, 15);
                Await.until(
                        "heartbeats are missing",
                        () -> deliveryDatabase.sinceHeartbeat().compareTo(MAX_HEARTBEAT_AGE) > 0);
                recipients.connect();
                Duration longer = MAX_HEARTBEAT_AGE.multipliedBy(2);
                Await.until(
                        "heartbeats are still missing",
                        () -> deliveryDatabase.sinceHeartbeat().compareTo(longer) > 0);
                waiting = deliveryDatabase.waiting(recipients.recipients());
                shown = recipients.shown().size();
                heartbeatAge = deliveryDatabase.sinceHeartbeat();
                resumedAt = deliveryDatabase.now().truncatedTo(ChronoUnit.MILLIS);
            } finally {
                consent.resume();
            }
            recipients.awaitEnded(150);

            Instant firstPush = firstPush(recipients);
            System.out.printf(
                    "%d ms after the last heartbeat: %d sealed messages waited at %d open sockets, %d"
                            + " were shown; first push %d ms after consent continued; 150 sent, %d delivered%n",
                    heartbeatAge.toMillis(),
                    waiting,
                    recipients.recipients().size(),
                    shown,
                    Duration.between(resumedAt, firstPush).toMillis(),
                    recipients.shown().size());
            assertThat(waiting).as("sealed, with a device connected").isEqualTo(100);
            assertThat(shown).isZero();
            assertThat(firstPush).isAfterOrEqualTo(resumedAt);
            recipients.assertAllDeliveredOnceInOrder();
        }
    }

    @Test
    void aWithdrawalRecallsWhatWaitsForAnOfflineDeviceAndItIsNeverShown() throws IOException {
        try (TestRecipients recipients = sealpost.recipients("recalled", 12)) {
            List<RecipientId> leaving = recipients.recipients().subList(0, 6);
            recipients.sendToAll(0, 5);
            awaitSealed(recipients, 60);

            recipients.withdraw(leaving);
            recipients.awaitEnded(30);
            List<DeliveryEvent> recalled =
                    recipients.events().of(DeliveryEventKind.RECALLED, recipients.sent());
            recipients.connect();
            // A device shows in order: when this one is shown, the earlier ones never will be.
            recipients.grant(leaving);
            recipients.sendToAll(5, 6);
            recipients.awaitEnded(72);

            System.out.printf(
                    "6 of 12 withdrew while 5 messages waited for each: %d recalled, %d of 72 shown%n",
                    recalled.size(), recipients.shown().size());
            assertThat(recalled).hasSize(30);
            assertThat(recalled)
                    .allSatisfy(event -> assertThat(event.getReason()).isEqualTo(Reason.WITHDRAWN));
            assertThat(recalled.stream().map(DeliveryEvent::getRecipient).distinct())
                    .containsExactlyInAnyOrderElementsOf(values(leaving));
            assertThat(recipients.ended())
                    .doesNotHaveDuplicates()
                    .hasSameElementsAs(recipients.sent());
            recipients
                    .recipients()
                    .forEach(
                            recipient ->
                                    assertThat(recipients.numbers().get(recipient))
                                            .isEqualTo(
                                                    leaving.contains(recipient)
                                                            ? List.of(5)
                                                            : upTo(6)));
        }
    }

    @Test
    void noPushStartsMoreThanFiveSecondsAfterAWithdrawalWhileMessagesAreSent() throws IOException {
        try (TestRecipients recipients = sealpost.recipients("leaving", 12)) {
            recipients.connect();
            List<RecipientId> leaving = recipients.recipients().subList(0, 6);
            var sending = recipients.send(recipients.messages(0, 40));
            recipients.awaitShownTo(leaving);

            Map<String, Instant> withdrawn = recipients.withdraw(leaving);
            sending.join();
            recipients.sendToAll(40, 45);
            recipients.awaitEnded(12 * 45);

            List<DeliveryEvent> pushes = new ArrayList<>();
            recipients.events().of(DeliveryEventKind.SENT, recipients.sent()).stream()
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
                    recipients.events().ends(recipients.sent()).stream()
                            .filter(event -> withdrawn.containsKey(event.getRecipient()))
                            .collect(
                                    Collectors.groupingBy(
                                            DeliveryEvent::getKind, Collectors.counting()));
            System.out.printf(
                    "6 of 12 withdrew while messages were sent: their 270 ended %s, the last push %d ms after"
                            + " the withdrawal was committed%n",
                    ends, latest.toMillis());
            assertThat(withdrawn.keySet()).isEqualTo(Set.copyOf(values(leaving)));
            assertThat(latest).isLessThanOrEqualTo(MAX_PUSH_AFTER_WITHDRAWAL);
            assertThat(ends.keySet())
                    .isSubsetOf(
                            DeliveryEventKind.DELIVERED,
                            DeliveryEventKind.REFUSED,
                            DeliveryEventKind.RECALLED);
            assertThat(ends.getOrDefault(DeliveryEventKind.REFUSED, 0L))
                    .as("sent after the withdrawal")
                    .isGreaterThanOrEqualTo(30);
            assertThat(recipients.ended())
                    .doesNotHaveDuplicates()
                    .hasSameElementsAs(recipients.sent());
            recipients
                    .recipients()
                    .forEach(
                            recipient ->
                                    assertThat(
                                                    leaving.contains(recipient)
                                                            || upTo(45).equals(
                                                                            recipients
                                                                                    .numbers()
                                                                                    .get(
                                                                                            recipient)))
                                            .as("all is shown to recipients who did not withdraw")
                                            .isTrue());
        }
    }

    private void awaitSealed(TestRecipients recipients, int count) {
        Await.until(
                () ->
                        "%d of %d sealed"
                                .formatted(
                                        deliveryDatabase.waiting(recipients.recipients()), count),
                () -> deliveryDatabase.waiting(recipients.recipients()) == count);
    }

    private static Instant firstPush(TestRecipients recipients) {
        return recipients.events().of(DeliveryEventKind.SENT, recipients.sent()).stream()
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
