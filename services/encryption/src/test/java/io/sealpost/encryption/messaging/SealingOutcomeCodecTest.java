package io.sealpost.encryption.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealpost.encryption.sealing.Envelopes;
import io.sealpost.encryption.sealing.Envelopes.DeviceEnvelope;
import io.sealpost.encryption.sealing.SealingOutcome;
import io.sealpost.encryption.sealing.SealingOutcome.Sealed;
import io.sealpost.encryption.sealing.SealingOutcome.Unsealable;
import io.sealpost.schemas.Reason;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Secret;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.Suite;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.key.KeyId;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SealingOutcomeCodecTest {
    private static final DeviceId DEVICE = new DeviceId("d_aaaaaaaaaaaaaaaaaaaaaaaaaa");

    /** An envelope of the largest content, and as many devices as a list has. */
    private static final int MAX_ENVELOPE = 66_672;

    private static final int DEVICES = 10;

    private final SealingOutcomeCodec codec = new SealingOutcomeCodec();

    @ParameterizedTest
    @MethodSource("stored")
    void theStoredBytesAreFixed(SealingOutcome outcome, String hex) {
        assertThat(Bytes.of(codec.encode(outcome)).hex()).isEqualTo(hex);
        assertThat(codec.decode(Bytes.ofHex(hex).toArray())).isEqualTo(outcome);
    }

    static Stream<Arguments> stored() {
        return Stream.of(
                Arguments.of(
                        new Sealed(envelopes(Bytes.of((byte) 1, (byte) 2, (byte) 3), 1)),
                        "01010000000000000007"
                                + "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
                                + "01001c645f"
                                + "61".repeat(26)
                                + "01"
                                + "00".repeat(16)
                                + "00000003010203"),
                Arguments.of(new Unsealable(Reason.NO_DEVICE), "010200094e4f5f444556494345"));
    }

    @Test
    void theLargestMessageToTenDevicesIsReadBackWhole() {
        Bytes largest = Bytes.owned(Secret.random(MAX_ENVELOPE).reveal());
        SealingOutcome outcome = new Sealed(envelopes(largest, DEVICES));

        assertThat(codec.decode(codec.encode(outcome))).isEqualTo(outcome);
    }

    @ParameterizedTest
    @MethodSource("notOutcomes")
    void otherBytesAreNotAnOutcome(String hex) {
        assertThatThrownBy(() -> codec.decode(Bytes.ofHex(hex).toArray()))
                .isInstanceOf(RuntimeException.class);
    }

    static Stream<String> notOutcomes() {
        return Stream.of("0103", "0101", "010200094e4f5f44455649434500");
    }

    private static Envelopes envelopes(Bytes sealed, int devices) {
        DeviceEnvelope one =
                new DeviceEnvelope(DEVICE, Suite.X_WING, KeyId.of(new byte[KeyId.SIZE]), sealed);
        List<DeviceEnvelope> list = Collections.nCopies(devices, one);
        return new Envelopes(7, Sha256.OF_NOTHING, list);
    }
}
