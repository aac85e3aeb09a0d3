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

/** The recount finds what a run got wrong. */
class RecountTest {
    private static final Instant NOW = Instant.ofEpochMilli(1_700_000_000_000L);
    private static final Recipient AGREED = recipient(1, 2, true);
    private static final Recipient SILENT = recipient(2, 1, false);

    private final SentLine wanted = new SentLine(UUID.randomUUID(), AGREED.id().value(), "aa");
    private final SentLine unwanted = new SentLine(UUID.randomUUID(), SILENT.id().value(), "bb");
    private final Recount recount = new Recount(List.of(wanted, unwanted), List.of(AGREED, SILENT));

    @Test
    void aRunIsRightWhenTheAgreedOnesAreOpenedByAllAndTheOthersRefused() {
        recount.take(end(wanted, DeliveryEventKind.DELIVERED, Reason.NONE));
        recount.take(end(unwanted, DeliveryEventKind.REFUSED, Reason.NO_CONSENT));
        List<OpenedLine> opened = List.of(opened(wanted, "d1", "aa"), opened(wanted, "d2", "aa"));

        assertThat(recount.open()).isZero();
        assertThat(recount.expectedOpenings()).isEqualTo(2);
        assertThat(recount.mismatched(opened)).isZero();
        assertThat(recount.strays(recount.openedByAll(opened))).isEmpty();
    }

    @Test
    void aMessageThatOneDeviceDidNotOpenIsAStray() {
        recount.take(end(wanted, DeliveryEventKind.DELIVERED, Reason.NONE));
        recount.take(end(unwanted, DeliveryEventKind.REFUSED, Reason.NO_CONSENT));

        var openedByAll = recount.openedByAll(List.of(opened(wanted, "d1", "aa")));

        assertThat(recount.strays(openedByAll)).containsExactly(wanted.messageId());
    }

    @Test
    void otherBytesAndMessagesWithoutConsentAreMismatches() {
        assertThat(recount.mismatched(List.of(opened(wanted, "d1", "ff")))).isEqualTo(1);
        assertThat(recount.mismatched(List.of(opened(unwanted, "d3", "bb")))).isEqualTo(1);
    }

    @Test
    void twoEndsOrTheSameEventWithOtherBytesAreDuplicates() {
        DeliveryEvent first = end(wanted, DeliveryEventKind.DELIVERED, Reason.NONE);
        recount.take(first);
        recount.take(first);
        assertThat(recount.terminalDuplicates()).isZero();

        recount.take(end(wanted, DeliveryEventKind.EXPIRED, Reason.TTL_PASSED));
        assertThat(recount.terminalDuplicates()).isEqualTo(1);

        DeliveryEvent altered = end(wanted, DeliveryEventKind.DELIVERED, Reason.NONE);
        altered.setEventId(first.getEventId());
        altered.setAt(NOW.plusMillis(1));
        recount.take(altered);
        assertThat(recount.terminalDuplicates()).isEqualTo(2);
    }

    private static Recipient recipient(int number, int devices, boolean agreed) {
        byte[] bits = new byte[16];
        bits[0] = (byte) number;
        return new Recipient(RecipientId.of(bits), devices, agreed);
    }

    private static OpenedLine opened(SentLine sent, String device, String sha256) {
        return new OpenedLine(sent.messageId(), device, sha256);
    }

    private static DeliveryEvent end(SentLine sent, DeliveryEventKind kind, Reason reason) {
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
