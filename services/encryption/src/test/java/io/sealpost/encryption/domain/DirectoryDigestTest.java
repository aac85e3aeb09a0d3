package io.sealpost.encryption.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.seal.Bytes;
import io.sealpost.seal.Secret;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.Suite;
import io.sealpost.seal.directory.Device;
import io.sealpost.seal.directory.Prekey;
import io.sealpost.seal.directory.PrekeyKind;
import io.sealpost.seal.directory.SignedPrekey;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.id.TicketId;
import io.sealpost.seal.key.VerifyKey;
import io.sealpost.seal.key.XWingPublicKey;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Digests are stored: the same command must have the same digest in every release. */
class DirectoryDigestTest {
    private static final UUID ID = new UUID(0, 0);
    private static final Instant TIME = Instant.parse("2026-03-01T10:00:00Z");
    private static final RecipientRef OWNER =
            new RecipientRef(
                    new BusinessId("acme"), new RecipientId("r_aaaaaaaaaaaaaaaaaaaaaaaaaa"));
    private static final TicketId TICKET = new TicketId("t_aaaaaaaaaaaaaaaaaaaaaaaaaa");
    private static final DeviceId DEVICE = new DeviceId("d_aaaaaaaaaaaaaaaaaaaaaaaaaa");
    private static final SignedPrekey PREKEY =
            new SignedPrekey(
                    new Prekey(
                            PrekeyKind.LAST_RESORT,
                            Suite.X_WING,
                            TIME,
                            XWingPublicKey.of(new byte[1_216])),
                    Bytes.of(new byte[64]));

    @ParameterizedTest(name = "{1}")
    @MethodSource("commands")
    void theDigestIsFixed(DirectoryCommand command, String digest) {
        assertThat(command.digest().bytes().hex()).isEqualTo(digest);
    }

    static Stream<Arguments> commands() {
        return Stream.of(
                Arguments.of(
                        new IssueTicket(ID, OWNER, TICKET, TIME, Sha256.OF_NOTHING),
                        "cb51d533ee2eef9355e8a4fac7e52539cf2a202c601082ef25a1805bee822d13"),
                Arguments.of(
                        new EnrolDevice(
                                ID,
                                OWNER,
                                TICKET,
                                Secret.of(new byte[32]),
                                new Device(DEVICE, VerifyKey.of(new byte[32]), List.of(1)),
                                Bytes.of(new byte[32]),
                                List.of(PREKEY)),
                        "ea9e2274e2289242c9e021decd5a2ba846de426f4b3b1e8a59eb2b521e8a4109"),
                Arguments.of(
                        new PublishPrekeys(ID, OWNER, DEVICE, List.of(PREKEY)),
                        "cb2f25a840717131c4e254ab1871cc518c17d8e5ad6d6a99ce657a6eb76e90e3"),
                Arguments.of(
                        new RevokeDevice(ID, OWNER, DEVICE),
                        "c7205ebfd8fd0de6af1f7f4a2eeb961440d7f4aeaa44de5e82cbca9118c9c622"));
    }
}
