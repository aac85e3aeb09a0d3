package io.sealpost.consent.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.consent.domain.CommandContext;
import io.sealpost.consent.domain.ConsentChange;
import io.sealpost.consent.domain.ConsentScope;
import io.sealpost.consent.domain.LedgerOutcome;
import io.sealpost.consent.domain.LedgerOutcome.Accepted;
import io.sealpost.consent.domain.LedgerOutcome.Refused;
import io.sealpost.consent.domain.RefusalReason;
import io.sealpost.consent.messaging.ParsedCommand.Invalid;
import io.sealpost.consent.store.TopicPosition;
import io.sealpost.hop.BatchDecisions.Decided;
import io.sealpost.hop.Claim;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Channel;
import io.sealpost.seal.id.Purpose;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The commands that the transaction notes as pending withdrawals. */
class LedgerStationTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final ConsentChange GRANTED = change(ConsentChange.Kind.GRANTED, "offers", 3);
    private static final ConsentChange WITHDRAWN =
            change(ConsentChange.Kind.WITHDRAWN, "offers", 4);
    private static final ConsentChange WITHDRAWN_TOO =
            change(ConsentChange.Kind.WITHDRAWN, "orders", 5);
    private static final ConsentChange BLOCKED =
            new ConsentChange(ConsentChange.Kind.BLOCKED, null, 6, null);
    private static final ConsentChange UNBLOCKED =
            new ConsentChange(ConsentChange.Kind.UNBLOCKED, null, 7, null);

    @Test
    void everyWithdrawalAndBlockOfABatchIsNotedOnce() {
        List<TopicPosition> noted =
                LedgerStation.withdrawals(
                        List.of(
                                decided(1, new Accepted(List.of(GRANTED))),
                                decided(2, new Accepted(List.of(WITHDRAWN, WITHDRAWN_TOO))),
                                decided(3, new Accepted(List.of(UNBLOCKED, GRANTED))),
                                decided(4, new Accepted(List.of(BLOCKED))),
                                decided(5, new Refused(RefusalReason.WITHDRAWN)),
                                decided(6, new Accepted(List.of(GRANTED, WITHDRAWN_TOO)))));

        assertThat(noted).extracting(TopicPosition::offset).containsExactly(2L, 4L, 6L);
    }

    private static ConsentChange change(ConsentChange.Kind kind, String purpose, long version) {
        ConsentScope scope = new ConsentScope(new Purpose(purpose), Channel.SEALPOST);
        return new ConsentChange(kind, scope, version, Sha256.OF_NOTHING);
    }

    private static Decided<LedgerInput, LedgerOutcome> decided(long offset, LedgerOutcome outcome) {
        UUID id = new UUID(0x8000, offset);
        LedgerInput input =
                new LedgerInput(
                        new TopicPosition("consent-commands.acme", 0, offset),
                        new BusinessId("acme"),
                        id,
                        null,
                        new CommandContext(id, NOW, NOW, Bytes.of((byte) 1)),
                        new Invalid(RefusalReason.BAD_RECIPIENT),
                        Sha256.OF_NOTHING,
                        null);
        return new Decided<>(input, new Claim(id, new byte[32]), outcome, NOW);
    }
}
