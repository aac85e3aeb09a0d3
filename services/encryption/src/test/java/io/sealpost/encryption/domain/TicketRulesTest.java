package io.sealpost.encryption.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.encryption.Phone;
import io.sealpost.encryption.domain.DirectoryCommand.Revoke;
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
    private static final Directory EMPTY =
            new Directory(OWNER, SigningKey.generate(), null, Map.of(), Map.of());

    private final Phone phone = Phone.of(OWNER);

    @Test
    void oneTicketTooManyPushesOutTheFirstToExpire() {
        Directory full = full(decide(EMPTY, phone.ticketIssued(SOON), NOW).next());

        Directory after = decide(full, Phone.of(OWNER).ticketIssued(SOON), NOW).next();

        assertThat(full.tickets()).hasSize(TicketRules.MOST_OPEN);
        assertThat(after.tickets())
                .hasSize(TicketRules.MOST_OPEN)
                .doesNotContainKey(phone.ticket().id());
        assertThat(decide(after, phone.enrol(phone.lastResort(NOW)), NOW).reason())
                .isEqualTo(Reason.BAD_TICKET);
    }

    @Test
    void theSameTicketAgainPushesOutNone() {
        Directory full = full(decide(EMPTY, phone.ticketIssued(SOON), NOW).next());

        assertThat(decide(full, phone.ticketIssued(SOON), NOW).next()).isEqualTo(full);
    }

    @Test
    void anExpiredTicketGoesWhenAnotherIsIssued() {
        Directory known = decide(EMPTY, phone.ticketIssued(SOON), NOW).next();
        Phone second = Phone.of(OWNER);

        Directory after = decide(known, second.ticketIssued(LATER), SOON).next();

        assertThat(after.tickets()).containsOnlyKeys(second.ticket().id());
    }

    @Test
    void aUsedTicketTakesNobodysPlace() {
        Directory used = enrolled(phone, SOON);

        assertThat(full(used).tickets())
                .hasSize(TicketRules.MOST_OPEN + 1)
                .containsKey(phone.ticket().id());
    }

    @Test
    void aUsedTicketStaysWhileItsDeviceDoes() {
        Directory used = enrolled(phone, SOON);
        Phone second = Phone.of(OWNER);

        Directory after = decide(used, second.ticketIssued(LATER), SOON).next();

        assertThat(after.tickets()).containsKeys(phone.ticket().id(), second.ticket().id());
    }

    @Test
    void theTicketOfARevokedDeviceStaysUsedUntilItExpires() {
        Revoke revoke = new Revoke(UUID.randomUUID(), OWNER, phone.device().id());
        Directory revoked = decide(enrolled(phone, SOON), revoke, NOW).next();
        Phone second = Phone.of(OWNER);

        Directory before = decide(revoked, second.ticketIssued(LATER), NOW).next();
        Directory after = decide(revoked, second.ticketIssued(LATER), SOON).next();

        assertThat(before.tickets()).containsKey(phone.ticket().id());
        assertThat(after.tickets()).containsOnlyKeys(second.ticket().id());
    }

    private static Directory full(Directory known) {
        Directory full = known;
        while (open(full) < TicketRules.MOST_OPEN) {
            full = decide(full, Phone.of(OWNER).ticketIssued(LATER), NOW).next();
        }
        return full;
    }

    private static long open(Directory known) {
        return known.tickets().values().stream().filter(t -> t.usedBy() == null).count();
    }

    private static Directory enrolled(Phone phone, Instant expiresAt) {
        Directory issued = decide(EMPTY, phone.ticketIssued(expiresAt), NOW).next();
        return decide(issued, phone.enrol(phone.lastResort(NOW)), NOW).next();
    }

    private static Ruling decide(Directory known, DirectoryCommand command, Instant at) {
        return DirectoryDecider.decide(known, command, at);
    }
}
