package io.sealpost.consent.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.consent.domain.Change;
import io.sealpost.consent.domain.Ledger;
import io.sealpost.consent.domain.Ruling.Accepted;
import io.sealpost.consent.domain.Scope;
import io.sealpost.consent.domain.Subject;
import io.sealpost.hop.Outcome;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Channel;
import io.sealpost.seal.id.Purpose;
import io.sealpost.seal.id.RecipientId;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerOutcomesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final List<Change> CHANGES =
            List.of(
                    new Change(Change.Kind.UNBLOCKED, null, 2, null),
                    new Change(
                            Change.Kind.GRANTED,
                            new Scope(new Purpose("offers"), Channel.SEALPOST),
                            3,
                            Sha256.OF_NOTHING));

    @Test
    void aStoredDetailIsReadBackAsItWas() {
        assertThat(LedgerOutcomes.changes(outcome())).isEqualTo(CHANGES);
    }

    @Test
    void theStoredFormStays() {
        byte[] detail = outcome().detail();

        assertThat(HexFormat.of().formatHex(detail == null ? new byte[0] : detail))
                .isEqualTo(
                        "00080000000000000002"
                                + "0009554e424c4f434b454400000000000800000000000000020000"
                                + "00074752414e5445440006"
                                + "6f6666657273"
                                + "00085345414c504f535400080000000000000003"
                                + "0020e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    private static Outcome outcome() {
        Subject nobody = new Subject(new BusinessId("acme"), RecipientId.of(new byte[16]));
        return LedgerOutcomes.of(new Accepted(Ledger.empty(nobody), CHANGES), NOW);
    }
}
