package io.sealpost.encryption.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.encryption.Phone;
import io.sealpost.encryption.domain.DirectoryOutcome.Refused;
import io.sealpost.hop.Decision.Recorded;
import io.sealpost.schemas.Reason;
import io.sealpost.seal.Secret;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.key.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TicketRulesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Instant SOON = NOW.plus(Duration.ofHours(1));
    private static final Instant LATER = NOW.plus(Duration.ofDays(1));
    private static final RecipientRef OWNER =
            new RecipientRef(new BusinessId("acme"), RecipientId.of(Secret.random(16).reveal()));
    private static final RecipientDirectory EMPTY =
            new RecipientDirectory(OWNER, SigningKey.generate(), null, Map.of(), Map.of());

    private final Phone phone = Phone.of(OWNER);

    @Test
    void oneTicketTooManyRemovesTheFirstToExpire() {
        RecipientDirectory full = full(decide(EMPTY, phone.ticketIssued(SOON), NOW).next());

        RecipientDirectory after = decide(full, Phone.of(OWNER).ticketIssued(SOON), NOW).next();

        assertThat(full.tickets()).hasSize(TicketRules.MAX_OPEN_TICKETS);
        assertThat(after.tickets())
                .hasSize(TicketRules.MAX_OPEN_TICKETS)
                .doesNotContainKey(phone.ticket().id());
        assertThat(decide(after, phone.enrol(phone.lastResort(NOW)), NOW).outcome())
                .isEqualTo(new Refused(Reason.BAD_TICKET));
    }

    @Test
    void theSameTicketAgainRemovesNone() {
        RecipientDirectory full = full(decide(EMPTY, phone.ticketIssued(SOON), NOW).next());

        assertThat(decide(full, phone.ticketIssued(SOON), NOW).next()).isEqualTo(full);
    }

    @Test
    void anExpiredTicketIsRemovedWhenAnotherIsIssued() {
        RecipientDirectory known = decide(EMPTY, phone.ticketIssued(SOON), NOW).next();
        Phone second = Phone.of(OWNER);

        RecipientDirectory after = decide(known, second.ticketIssued(LATER), SOON).next();

        assertThat(after.tickets()).containsOnlyKeys(second.ticket().id());
    }

    @Test
    void aUsedTicketDoesNotCountAsOpen() {
        RecipientDirectory used = enrolled(phone, SOON);

        assertThat(full(used).tickets())
                .hasSize(TicketRules.MAX_OPEN_TICKETS + 1)
                .containsKey(phone.ticket().id());
    }

    @Test
    void aUsedTicketIsKeptWhileItsDeviceIsEnrolled() {
        RecipientDirectory used = enrolled(phone, SOON);
        Phone second = Phone.of(OWNER);

        RecipientDirectory after = decide(used, second.ticketIssued(LATER), SOON).next();

        assertThat(after.tickets()).containsKeys(phone.ticket().id(), second.ticket().id());
    }

    @Test
    void theTicketOfARevokedDeviceIsKeptUntilItExpires() {
        RevokeDevice revoke = new RevokeDevice(UUID.randomUUID(), OWNER, phone.device().id());
        RecipientDirectory revoked = decide(enrolled(phone, SOON), revoke, NOW).next();
        Phone second = Phone.of(OWNER);

        RecipientDirectory before = decide(revoked, second.ticketIssued(LATER), NOW).next();
        RecipientDirectory after = decide(revoked, second.ticketIssued(LATER), SOON).next();

        assertThat(before.tickets()).containsKey(phone.ticket().id());
        assertThat(after.tickets()).containsOnlyKeys(second.ticket().id());
    }

    private static RecipientDirectory full(RecipientDirectory known) {
        RecipientDirectory full = known;
        while (open(full) < TicketRules.MAX_OPEN_TICKETS) {
            full = decide(full, Phone.of(OWNER).ticketIssued(LATER), NOW).next();
        }
        return full;
    }

    private static long open(RecipientDirectory known) {
        return known.tickets().values().stream().filter(t -> t.usedBy() == null).count();
    }

    private static RecipientDirectory enrolled(Phone phone, Instant expiresAt) {
        RecipientDirectory issued = decide(EMPTY, phone.ticketIssued(expiresAt), NOW).next();
        return decide(issued, phone.enrol(phone.lastResort(NOW)), NOW).next();
    }

    private static Recorded<DirectoryOutcome, RecipientDirectory> decide(
            RecipientDirectory known, DirectoryCommand command, Instant at) {
        return (Recorded<DirectoryOutcome, RecipientDirectory>)
                DirectoryDecider.decide(known, command, at);
    }
}
