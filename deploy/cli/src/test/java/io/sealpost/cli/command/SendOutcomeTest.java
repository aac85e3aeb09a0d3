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

/** What {@code ./sealpost send} makes of what it was told. */
class SendOutcomeTest {
    private static final DeliveryEvent SEALED = event(DeliveryEventKind.SEALED, Reason.NONE, false);

    @ParameterizedTest
    @CsvSource({
        "REFUSED,NO_CONSENT",
        "REJECTED,EXPIRED",
        "UNSEALABLE,NO_DEVICE",
        "EXPIRED,TTL_PASSED",
        "RECALLED,WITHDRAWN",
        "FAILED,CANNOT_OPEN"
    })
    void aMessageThatEndedOtherwiseThanDeliveredIsNotWellAndSaysWhy(
            DeliveryEventKind kind, Reason reason) {
        SendOutcome outcome = new SendOutcome(List.of(SEALED, event(kind, reason, true)));

        assertThat(outcome.isWell()).isFalse();
        assertThat(outcome.reason()).isEqualTo(reason);
        assertThat(outcome.sentence()).isEqualTo("not delivered: " + kind + ", " + reason);
    }

    @Test
    void aDeliveredMessageIsWell() {
        DeliveryEvent delivered = event(DeliveryEventKind.DELIVERED, Reason.NONE, true);

        SendOutcome outcome = new SendOutcome(List.of(SEALED, delivered));

        assertThat(outcome.isWell()).isTrue();
        assertThat(outcome.end()).contains(delivered);
        assertThat(outcome.sentence()).isEqualTo("delivered");
    }

    @Test
    void aMessageThatWaitsForItsDeviceIsWellAndHasNotEnded() {
        SendOutcome outcome = new SendOutcome(List.of(SEALED));

        assertThat(outcome.isWell()).isTrue();
        assertThat(outcome.end()).isEmpty();
    }

    @Test
    void aMessageNothingIsToldOfIsNotWell() {
        assertThat(new SendOutcome(List.of()).isWell()).isFalse();
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
