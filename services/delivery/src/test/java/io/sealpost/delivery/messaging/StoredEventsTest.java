package io.sealpost.delivery.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.delivery.domain.Event;
import io.sealpost.delivery.domain.Facts;
import io.sealpost.schemas.DeliveryEventKind;
import io.sealpost.schemas.Lane;
import io.sealpost.schemas.Mode;
import io.sealpost.schemas.Reason;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.RecipientId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StoredEventsTest {
    private static final Instant T = Instant.ofEpochMilli(1_777_000_000_123L);
    private static final StoredEvents ALL =
            new StoredEvents(
                    new Facts(
                            UUID.fromString("018f4a00-0000-7000-8000-000000000001"),
                            new BusinessId("acme"),
                            RecipientId.of(new byte[16]),
                            Mode.GATEWAY,
                            Lane.URGENT),
                    List.of(
                            new Event(
                                    DeliveryEventKind.SENT,
                                    T,
                                    false,
                                    Reason.NONE,
                                    DeviceId.of(new byte[16])),
                            new Event(
                                    DeliveryEventKind.FAILED, T, true, Reason.CANNOT_OPEN, null)));

    @Test
    void whatIsStoredIsReadAgain() {
        assertThat(StoredEvents.of(ALL.toBytes())).isEqualTo(ALL);
    }

    @Test
    void aMessageWithoutRecipientIsReadAgain() {
        Facts nobody =
                new Facts(UUID.randomUUID(), new BusinessId("acme"), null, Mode.UNKNOWN, Lane.BULK);
        StoredEvents stored = new StoredEvents(nobody, List.of());
        assertThat(StoredEvents.of(stored.toBytes())).isEqualTo(stored);
    }

    /** Rows live for 44 days: a new release reads what an old one stored. */
    @Test
    void theStoredFormIsFixed() {
        assertThat(Sha256.of(ALL.toBytes()).bytes().hex())
                .isEqualTo("529688ce0bbf2415dfc6bd212b8864b40fa2111c7d70ad85a517c267d06ee9ea");
    }
}
