package io.sealpost.consent.domain;

import static io.sealpost.consent.domain.Samples.NOW;
import static io.sealpost.consent.domain.Samples.OFFERS;
import static io.sealpost.consent.domain.Samples.SUBJECT;
import static io.sealpost.consent.domain.Samples.WORDING;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.consent.domain.ConsentStatus.Granted;
import io.sealpost.consent.domain.ConsentStatus.Withdrawn;
import io.sealpost.consent.domain.LegalBasis.Evidence;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.id.EvidenceMethod;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ConsentRecordTest {
    private static final Bytes SALT = Bytes.ofHex("000102030405060708090a0b0c0d0e0f");
    private static final UUID COMMAND = UUID.fromString("019cb000-0000-8000-8000-000000000001");

    @Test
    void theCanonicalBytesOfAGrantDoNotChange() {
        ConsentRecord record =
                new ConsentRecord(
                        SUBJECT,
                        OFFERS,
                        1,
                        new Granted(NOW.plusSeconds(60)),
                        new Evidence(EvidenceMethod.APP, NOW, WORDING, "form:7"),
                        COMMAND,
                        NOW,
                        SALT);

        assertThat(HexFormat.of().formatHex(record.canonical()))
                .isEqualTo(
                        "7365616c706f73742f636f6e73656e742f7631000461636d65001c725f61616161616161"
                                + "6161616161616161616161616161616161616100066f666665727300085345414c504f53"
                                + "540008000000000000000100074752414e5445440010019cb00000008000800000000000"
                                + "000100080000019ca8d72d0000080000019ca8d81760000341505000080000019ca8d72d"
                                + "00002099955b75e054416577b88fcec811270c93bff6f1bc421f01e3da7c1b18ec61e300"
                                + "06666f726d3a370000000102030405060708090a0b0c0d0e0f");
    }

    @Test
    void theCanonicalBytesOfAWithdrawalDoNotChange() {
        ConsentRecord record =
                new ConsentRecord(SUBJECT, OFFERS, 2, new Withdrawn(NOW), null, COMMAND, NOW, SALT);

        assertThat(HexFormat.of().formatHex(record.canonical()))
                .isEqualTo(
                        "7365616c706f73742f636f6e73656e742f7631000461636d65001c725f61616161616161"
                                + "6161616161616161616161616161616161616100066f666665727300085345414c504f53"
                                + "5400080000000000000002000957495448445241574e0010019cb0000000800080000000"
                                + "0000000100080000019ca8d72d0000000000000000000000000000010203040506070809"
                                + "0a0b0c0d0e0f");
    }
}
