package io.sealpost.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.schemas.DeliveryEvent;
import io.sealpost.schemas.DeliveryEventKind;
import io.sealpost.schemas.Lane;
import io.sealpost.schemas.Mode;
import io.sealpost.schemas.Reason;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the events of a message mean for {@code ./sealpost send}. */
class SendOutcomeTest {
    private static final String PURPOSE = "offers";
    private static final DeliveryEvent SEALED = event(DeliveryEventKind.SEALED, Reason.NONE, false);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "REFUSED | NO_CONSENT | refused: no consent for purpose offers",
                "REJECTED | EXPIRED | rejected: its time had passed before it was processed",
                "UNSEALABLE | NO_DEVICE | unsealable: the recipient has no device",
                "EXPIRED | TTL_PASSED | expired: no device received it in time",
                "RECALLED | WITHDRAWN | recalled: the recipient withdrew consent for purpose offers",
                "FAILED | CANNOT_OPEN | failed: no device has the key to open it"
            })
    void aMessageThatEndedOtherwiseThanDeliveredIsNoSuccessAndSaysWhy(
            DeliveryEventKind kind, Reason reason, String sentence) {
        SendOutcome outcome = outcome(SEALED, event(kind, reason, true));

        assertThat(outcome.isSuccess()).isFalse();
        assertThat(outcome.reason()).isEqualTo(reason);
        assertThat(outcome.sentence()).isEqualTo("%s (%s/%s)".formatted(sentence, kind, reason));
    }

    @Test
    void aDeliveredMessageIsASuccess() {
        DeliveryEvent delivered = event(DeliveryEventKind.DELIVERED, Reason.NONE, true);

        SendOutcome outcome = outcome(SEALED, delivered);

        assertThat(outcome.isSuccess()).isTrue();
        assertThat(outcome.end()).contains(delivered);
        assertThat(outcome.sentence()).isEqualTo("delivered");
    }

    @Test
    void aMessageThatWaitsForItsDeviceIsASuccessAndHasNotEnded() {
        SendOutcome outcome = outcome(SEALED);

        assertThat(outcome.isSuccess()).isTrue();
        assertThat(outcome.end()).isEmpty();
    }

    @Test
    void aMessageWithoutEventsIsNoSuccess() {
        assertThat(outcome().isSuccess()).isFalse();
    }

    private static SendOutcome outcome(DeliveryEvent... events) {
        return new SendOutcome(List.of(events), PURPOSE);
    }

    private static DeliveryEvent event(DeliveryEventKind kind, Reason reason, boolean terminal) {
        return DeliveryEvent.newBuilder()
                .setEventId(UUID.randomUUID())
                .setMessageId(UUID.randomUUID())
                .setRequestId(UUID.randomUUID())
                .setBusiness("acme")
                .setKind(kind)
                .setAt(Instant.EPOCH)
                .setMode(Mode.GATEWAY)
                .setLane(Lane.BULK)
                .setTerminal(terminal)
                .setReason(reason)
                .build();
    }
}
