package io.sealpost.ingest.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.ingest.domain.BusinessOutcome;
import io.sealpost.ingest.domain.BusinessOutcome.Changed;
import io.sealpost.ingest.domain.BusinessOutcome.Unchanged;
import io.sealpost.ingest.domain.BusinessOutcome.UnknownBusiness;
import io.sealpost.ingest.domain.BusinessState.Details;
import io.sealpost.ingest.domain.BusinessState.Registered;
import io.sealpost.ingest.domain.BusinessState.Status;
import io.sealpost.ingest.domain.RequestOutcome;
import io.sealpost.ingest.domain.RequestOutcome.Accepted;
import io.sealpost.ingest.domain.RequestOutcome.Rejected;
import io.sealpost.schemas.Reason;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Mode;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code handled.outcome} holds: bytes that later releases must still read. */
class OutcomeCodecsTest {
    private static final RequestOutcomeCodec REQUESTS = new RequestOutcomeCodec();
    private static final BusinessOutcomeCodec BUSINESSES = new BusinessOutcomeCodec();
    private static final Instant THEN = Instant.ofEpochMilli(0x0102030405L);
    private static final Registered ACTIVE =
            new Registered(
                    new BusinessId("acme"),
                    3,
                    Status.ACTIVE,
                    new Details(Set.of(Mode.GATEWAY), null, null),
                    THEN);
    private static final Registered SUSPENDED =
            new Registered(
                    new BusinessId("acme"),
                    4,
                    Status.SUSPENDED,
                    new Details(
                            Set.of(Mode.GATEWAY, Mode.SENDER),
                            Bytes.of(new byte[32]),
                            Bytes.of(Sha256.OF_NOTHING.toArray())),
                    THEN);

    static Stream<RequestOutcome> requests() {
        return Stream.of(
                new Accepted(Sha256.OF_NOTHING), new Rejected(Reason.EXPIRED, Sha256.OF_NOTHING));
    }

    @ParameterizedTest
    @MethodSource
    void requests(RequestOutcome outcome) {
        assertThat(REQUESTS.decode(REQUESTS.encode(outcome))).isEqualTo(outcome);
    }

    static Stream<BusinessOutcome> businesses() {
        return Stream.of(
                new Changed(ACTIVE),
                new Changed(SUSPENDED),
                new Unchanged(SUSPENDED),
                new UnknownBusiness());
    }

    @ParameterizedTest
    @MethodSource
    void businesses(BusinessOutcome outcome) {
        assertThat(BUSINESSES.decode(BUSINESSES.encode(outcome))).isEqualTo(outcome);
    }

    @Test
    void theBytesOfVersion1AreFixed() {
        assertThat(hex(REQUESTS.encode(new Rejected(Reason.EXPIRED, Sha256.OF_NOTHING))))
                .isEqualTo(
                        "01"
                                + "0020e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
                                + "000745585049524544");
        assertThat(hex(BUSINESSES.encode(new Changed(ACTIVE))))
                .isEqualTo(
                        "01"
                                + "00074348414e474544"
                                + "000461636d65"
                                + "00080000000000000003"
                                + "0006414354495645"
                                + "00080000000102030405"
                                + "0000"
                                + "0000"
                                + "00080000000000000001"
                                + "000747415445574159");
        assertThat(hex(BUSINESSES.encode(new UnknownBusiness())))
                .isEqualTo("010010554e4b4e4f574e5f425553494e455353");
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
