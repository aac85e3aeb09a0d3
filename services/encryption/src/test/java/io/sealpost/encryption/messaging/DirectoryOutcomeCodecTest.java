package io.sealpost.encryption.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealpost.encryption.domain.DirectoryOutcome;
import io.sealpost.encryption.domain.DirectoryOutcome.Enrolled;
import io.sealpost.encryption.domain.DirectoryOutcome.PrekeysPublished;
import io.sealpost.encryption.domain.DirectoryOutcome.Refused;
import io.sealpost.encryption.domain.DirectoryOutcome.Revoked;
import io.sealpost.encryption.domain.DirectoryOutcome.TicketIssued;
import io.sealpost.schemas.Reason;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Secret;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.directory.Device;
import io.sealpost.seal.directory.DeviceList;
import io.sealpost.seal.directory.SignedDeviceList;
import io.sealpost.seal.directory.Signer;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.key.SigningKey;
import io.sealpost.seal.key.VerifyKey;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DirectoryOutcomeCodecTest {
    private static final BusinessId BUSINESS = new BusinessId("acme");
    private static final RecipientId RECIPIENT = new RecipientId("r_aaaaaaaaaaaaaaaaaaaaaaaaaa");
    private static final Instant ISSUED_AT = Instant.parse("2026-03-01T10:00:00Z");

    private final DirectoryOutcomeCodec codec = new DirectoryOutcomeCodec();

    @ParameterizedTest
    @MethodSource("stored")
    void theStoredBytesAreFixed(DirectoryOutcome outcome, String hex) {
        assertThat(Bytes.of(codec.encode(outcome)).hex()).isEqualTo(hex);
        assertThat(codec.decode(Bytes.ofHex(hex).toArray())).isEqualTo(outcome);
    }

    static Stream<Arguments> stored() {
        String owner = "0004" + "61636d65" + "001c" + "725f" + "61".repeat(26);
        String issuedAt = "0008" + "0000019ca8d72d00";
        String device =
                "001c" + "645f" + "61".repeat(26) + "0020" + "00".repeat(32) + "0001" + "01";
        String first = owner + "0008" + "0000000000000001" + "0000";
        String second =
                owner
                        + "0008"
                        + "0000000000000002"
                        + "0020e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        String none = "0008" + "0000000000000000";
        String one = "0008" + "0000000000000001";
        String signature = "0040" + "00".repeat(64);
        return Stream.of(
                Arguments.of(new TicketIssued(), "01" + "000101"),
                Arguments.of(
                        new Enrolled(enrolled()),
                        "01000102"
                                + first
                                + one
                                + device
                                + none
                                + issuedAt
                                + "000102"
                                + "0000"
                                + signature),
                Arguments.of(new PrekeysPublished(), "01" + "000103"),
                Arguments.of(
                        new Revoked(revoked()),
                        "01000104"
                                + second
                                + none
                                + one
                                + "001c"
                                + "645f"
                                + "61".repeat(26)
                                + issuedAt
                                + "000103"
                                + "001c"
                                + "645f"
                                + "62".repeat(25)
                                + "61"
                                + signature),
                Arguments.of(new Refused(Reason.BAD_PROOF), "01000105" + "00094241445f50524f4f46"));
    }

    @Test
    void aListWithManyDevicesIsReadBackWhole() {
        DeviceList list =
                new DeviceList(
                        BUSINESS,
                        RECIPIENT,
                        9,
                        Sha256.of(new byte[] {1}),
                        Stream.generate(DirectoryOutcomeCodecTest::device).limit(10).toList(),
                        Stream.generate(() -> device().id()).limit(990).toList(),
                        ISSUED_AT);
        DirectoryOutcome outcome =
                new Enrolled(list.signedBy(Signer.GATEWAY_KEY, SigningKey.generate()));

        assertThat(codec.decode(codec.encode(outcome))).isEqualTo(outcome);
    }

    @ParameterizedTest
    @MethodSource("notOutcomes")
    void otherBytesAreNotAnOutcome(String hex) {
        assertThatThrownBy(() -> codec.decode(Bytes.ofHex(hex).toArray()))
                .isInstanceOf(RuntimeException.class);
    }

    static Stream<String> notOutcomes() {
        return Stream.of("01000106", "01000102", "0100010100");
    }

    private static SignedDeviceList enrolled() {
        Device device = new Device(device('a'), VerifyKey.of(new byte[VerifyKey.SIZE]), List.of(1));
        DeviceList list =
                new DeviceList(BUSINESS, RECIPIENT, 1, null, List.of(device), List.of(), ISSUED_AT);
        return new SignedDeviceList(list, Signer.GATEWAY_KEY, null, signature());
    }

    private static SignedDeviceList revoked() {
        DeviceList list =
                new DeviceList(
                        BUSINESS,
                        RECIPIENT,
                        2,
                        Sha256.OF_NOTHING,
                        List.of(),
                        List.of(device('a')),
                        ISSUED_AT);
        return new SignedDeviceList(list, Signer.DEVICE, device('b'), signature());
    }

    private static Bytes signature() {
        return Bytes.of(new byte[VerifyKey.SIGNATURE_SIZE]);
    }

    private static DeviceId device(char letter) {
        return new DeviceId("d_" + String.valueOf(letter).repeat(25) + "a");
    }

    private static Device device() {
        return new Device(
                DeviceId.of(Secret.random(16).reveal()),
                SigningKey.generate().verifyKey(),
                List.of(1, 2, 255));
    }
}
