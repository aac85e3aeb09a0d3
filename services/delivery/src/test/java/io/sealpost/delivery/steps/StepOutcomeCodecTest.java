package io.sealpost.delivery.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealpost.delivery.domain.MessageAttributes;
import io.sealpost.delivery.domain.MessageEvent;
import io.sealpost.delivery.domain.MessageStatus;
import io.sealpost.delivery.domain.StepOutcome;
import io.sealpost.delivery.domain.StepOutcome.Ignored;
import io.sealpost.delivery.domain.StepOutcome.Moved;
import io.sealpost.delivery.domain.StepOutcome.NotSealedTo;
import io.sealpost.delivery.domain.StepOutcome.Noted;
import io.sealpost.delivery.domain.StepOutcome.Sealed;
import io.sealpost.hop.NewerOutcome;
import io.sealpost.schemas.DeliveryEventKind;
import io.sealpost.schemas.Reason;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.Lane;
import io.sealpost.seal.id.Mode;
import io.sealpost.seal.id.RecipientId;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class StepOutcomeCodecTest {
    private static final Instant T = Instant.ofEpochMilli(1_777_000_000_123L);
    private static final UUID REQUEST = UUID.fromString("018f4a00-0000-7000-8000-000000000001");
    private static final BusinessId ACME = new BusinessId("acme");
    private static final DeviceId DEVICE = DeviceId.of(new byte[16]);
    private static final MessageAttributes MESSAGE =
            new MessageAttributes(
                    REQUEST, ACME, RecipientId.of(new byte[16]), Mode.GATEWAY, Lane.URGENT);
    private static final MessageAttributes NOBODY =
            new MessageAttributes(REQUEST, ACME, null, Mode.UNKNOWN, Lane.BULK);

    private final StepOutcomeCodec codec = new StepOutcomeCodec();

    /** An outcome, and its bytes in hexadecimal. */
    static Stream<Arguments> stored() {
        return Stream.of(
                Arguments.of(
                        new Sealed(MESSAGE, List.of(event(DeliveryEventKind.SEALED))),
                        "010001010010018f4a00000070008000000000000001000461636d65001c"
                                + "725f61616161616161616161616161616161616161616161616161610001"
                                + "0200010100010100010300080000019dbd742a7b00010000044e4f4e4500"
                                + "00"),
                Arguments.of(
                        new Moved(
                                MESSAGE,
                                List.of(
                                        new MessageEvent(
                                                DeliveryEventKind.SENT,
                                                T,
                                                false,
                                                Reason.NONE,
                                                DEVICE),
                                        new MessageEvent(
                                                DeliveryEventKind.FAILED,
                                                T,
                                                true,
                                                Reason.CANNOT_OPEN,
                                                null))),
                        "010001020010018f4a00000070008000000000000001000461636d65001c"
                                + "725f61616161616161616161616161616161616161616161616161610001"
                                + "0200010100010200010700080000019dbd742a7b00010000044e4f4e4500"
                                + "1c645f616161616161616161616161616161616161616161616161616100"
                                + "010c00080000019dbd742a7b000101000b43414e4e4f545f4f50454e0000"),
                Arguments.of(
                        new Moved(NOBODY, List.of(event(DeliveryEventKind.REJECTED))),
                        "010001020010018f4a00000070008000000000000001000461636d650000"
                                + "00010000010200010100010400080000019dbd742a7b00010000044e4f4e"
                                + "450000"),
                Arguments.of(new Noted(MessageStatus.SENT), "01 0001 03 0001 03"),
                Arguments.of(new Ignored(MessageStatus.NEW), "01 0001 04 0001 01"),
                Arguments.of(new NotSealedTo(), "01 0001 05"));
    }

    private static MessageEvent event(DeliveryEventKind kind) {
        return new MessageEvent(kind, T, false, Reason.NONE, null);
    }

    /** Rows live for 44 days: a new release reads what an old one stored. */
    @ParameterizedTest
    @MethodSource("stored")
    void theStoredFormIsFixed(StepOutcome outcome, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        assertThat(codec.encode(outcome)).isEqualTo(bytes);
        assertThat(codec.decode(bytes)).isEqualTo(outcome);
    }

    @ParameterizedTest
    @EnumSource(MessageStatus.class)
    void everyStatusIsReadBack(MessageStatus status) {
        assertReadBack(new Noted(status));
        assertReadBack(new Ignored(status));
    }

    @ParameterizedTest
    @EnumSource(DeliveryEventKind.class)
    void everyKindOfEventIsReadBack(DeliveryEventKind kind) {
        assertReadBack(new Moved(MESSAGE, List.of(event(kind))));
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void everyReasonIsReadBack(Reason reason) {
        MessageEvent ended = new MessageEvent(DeliveryEventKind.REFUSED, T, true, reason, null);
        assertReadBack(new Moved(MESSAGE, List.of(ended)));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void everyModeAndLaneIsReadBack(Mode mode) {
        for (Lane lane : Lane.values()) {
            MessageAttributes message = new MessageAttributes(REQUEST, ACME, null, mode, lane);
            assertReadBack(new Sealed(message, List.of(event(DeliveryEventKind.SEALED))));
        }
    }

    private void assertReadBack(StepOutcome outcome) {
        assertThat(codec.decode(codec.encode(outcome))).isEqualTo(outcome);
    }

    @Test
    void bytesThatAreNoOutcomeAreRefused() {
        byte[] stored = codec.encode(new NotSealedTo());
        byte[] longer = Arrays.copyOf(stored, stored.length + 1);
        byte[] unknown = stored.clone();
        unknown[unknown.length - 1] = 6;

        assertThatThrownBy(() -> codec.decode(longer)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> codec.decode(unknown))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anOutcomeOfANewerReleaseIsNotRead() {
        byte[] newer = codec.encode(new NotSealedTo());
        newer[0] = 2;
        assertThatThrownBy(() -> codec.decode(newer)).isInstanceOf(NewerOutcome.class);
    }
}
