package io.sealpost.encryption.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.encryption.sealing.Envelopes.Envelope;
import io.sealpost.seal.Secret;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.Suite;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.key.KeyId;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnvelopesTest {
    private static final DeviceId DEVICE = new DeviceId("d_aaaaaaaaaaaaaaaaaaaaaaaaaa");

    @Test
    void theStoredFormIsFixed() {
        Envelopes one =
                new Envelopes(
                        7,
                        Sha256.OF_NOTHING,
                        List.of(
                                new Envelope(
                                        DEVICE,
                                        Suite.X_WING,
                                        KeyId.of(new byte[16]),
                                        new byte[] {1, 2, 3})));

        assertThat(HexFormat.of().formatHex(one.toBytes()))
                .isEqualTo(
                        "010000000000000007"
                                + "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
                                + "01001c645f"
                                + "61".repeat(26)
                                + "01"
                                + "00".repeat(16)
                                + "00000003010203");
    }

    @Test
    void theLargestMessageToTenDevicesComesBackWhole() {
        Envelope largest =
                new Envelope(
                        DEVICE,
                        Suite.X_WING,
                        KeyId.of(new byte[16]),
                        Secret.random(66_672).reveal());
        Envelopes ten =
                new Envelopes(1, Sha256.OF_NOTHING, java.util.Collections.nCopies(10, largest));

        Envelopes back = Envelopes.parse(ten.toBytes());

        assertThat(back.toBytes()).isEqualTo(ten.toBytes());
        assertThat(back.list()).hasSize(10);
    }
}
