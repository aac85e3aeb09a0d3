package io.sealpost.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.schemas.DeliveryEvent;
import io.sealpost.schemas.DeliveryEventKind;
import io.sealpost.schemas.Lane;
import io.sealpost.schemas.Mode;
import io.sealpost.schemas.Reason;
import io.sealpost.seal.id.RecipientId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The verifier finds what went wrong in a demo. */
class DemoVerifierTest {
    private static final Instant NOW = Instant.ofEpochMilli(1_700_000_000_000L);
    private static final DemoRecipient AGREED = recipient(1, 2, true);
    private static final DemoRecipient WITHOUT_CONSENT = recipient(2, 1, false);

    private final SentMessageEntry agreed =
            new SentMessageEntry(UUID.randomUUID(), AGREED.id().value(), "aa");
    private final SentMessageEntry unconsented =
            new SentMessageEntry(UUID.randomUUID(), WITHOUT_CONSENT.id().value(), "bb");
    private final DemoVerifier verifier =
            new DemoVerifier(List.of(agreed, unconsented), List.of(AGREED, WITHOUT_CONSENT));

    @Test
    void aRunIsRightWhenAgreedMessagesAreOpenedByAllDevicesAndOthersRefused() {
        verifier.accept(end(agreed, DeliveryEventKind.DELIVERED, Reason.NONE));
        verifier.accept(end(unconsented, DeliveryEventKind.REFUSED, Reason.NO_CONSENT));
        List<OpenedMessageEntry> opened =
                List.of(opened(agreed, "d1", "aa"), opened(agreed, "d2", "aa"));

        assertThat(verifier.pending()).isZero();
        assertThat(verifier.expectedOpenings()).isEqualTo(2);
        assertThat(verifier.mismatched(opened)).isZero();
        assertThat(verifier.unexpectedEnds(verifier.openedByAll(opened))).isEmpty();
    }

    @Test
    void aMessageThatOneDeviceDidNotOpenEndedUnexpectedly() {
        verifier.accept(end(agreed, DeliveryEventKind.DELIVERED, Reason.NONE));
        verifier.accept(end(unconsented, DeliveryEventKind.REFUSED, Reason.NO_CONSENT));

        var openedByAll = verifier.openedByAll(List.of(opened(agreed, "d1", "aa")));

        assertThat(verifier.unexpectedEnds(openedByAll)).containsExactly(agreed.messageId());
    }

    @Test
    void otherBytesAndMessagesWithoutConsentAreMismatches() {
        assertThat(verifier.mismatched(List.of(opened(agreed, "d1", "ff")))).isEqualTo(1);
        assertThat(verifier.mismatched(List.of(opened(unconsented, "d3", "bb")))).isEqualTo(1);
    }

    @Test
    void twoEndsOrARepeatedEventThatDiffersAreDuplicates() {
        DeliveryEvent first = end(agreed, DeliveryEventKind.DELIVERED, Reason.NONE);
        verifier.accept(first);
        verifier.accept(first);
        assertThat(verifier.terminalDuplicates()).isZero();

        verifier.accept(end(agreed, DeliveryEventKind.EXPIRED, Reason.TTL_PASSED));
        assertThat(verifier.terminalDuplicates()).isEqualTo(1);

        DeliveryEvent altered = end(agreed, DeliveryEventKind.DELIVERED, Reason.NONE);
        altered.setEventId(first.getEventId());
        altered.setAt(NOW.plusMillis(1));
        verifier.accept(altered);
        assertThat(verifier.terminalDuplicates()).isEqualTo(2);
    }

    private static DemoRecipient recipient(int number, int devices, boolean agreed) {
        byte[] bits = new byte[16];
        bits[0] = (byte) number;
        return new DemoRecipient(RecipientId.of(bits), devices, agreed);
    }

    private static OpenedMessageEntry opened(SentMessageEntry sent, String device, String sha256) {
        return new OpenedMessageEntry(sent.messageId(), device, sha256);
    }

    private static DeliveryEvent end(SentMessageEntry sent, DeliveryEventKind kind, Reason reason) {
        return DeliveryEvent.newBuilder()
                .setEventId(UUID.randomUUID())
                .setMessageId(sent.messageId())
                .setRequestId(sent.messageId())
                .setBusiness("demo")
                .setRecipient(sent.recipient())
                .setKind(kind)
                .setAt(NOW)
                .setMode(Mode.GATEWAY)
                .setLane(Lane.BULK)
                .setTerminal(true)
                .setReason(reason)
                .setDevice(null)
                .build();
    }
}
