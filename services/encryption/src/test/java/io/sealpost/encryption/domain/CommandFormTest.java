package io.sealpost.encryption.domain;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealpost.encryption.Phone;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Secret;
import io.sealpost.seal.directory.PrekeyKind;
import io.sealpost.seal.directory.SignedPrekey;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.RecipientId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandFormTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final RecipientRef OWNER =
            new RecipientRef(new BusinessId("acme"), RecipientId.of(Secret.random(16).reveal()));

    private final Phone phone = Phone.of(OWNER);
    private final EnrolDevice enrol = phone.enrol(phone.lastResort(NOW));

    @ParameterizedTest
    @ValueSource(ints = {0, CommandForm.MAX_PREKEYS + 1})
    void aWrongNumberOfPrekeysIsABadForm(int count) {
        List<SignedPrekey> prekeys = Collections.nCopies(count, phone.lastResort(NOW));

        assertBadForm(() -> enrolment(enrol.mac(), prekeys));
        assertBadForm(() -> publication(prekeys));
    }

    @Test
    void aTimeThatNoColumnCanHoldIsABadForm() {
        Instant tooLate = Instant.parse("2200-01-01T00:00:00.001Z");
        SignedPrekey prekey = phone.prekey(PrekeyKind.LAST_RESORT, tooLate, phone.identity());

        assertBadForm(() -> phone.ticketIssued(tooLate));
        assertBadForm(() -> phone.ticketIssued(Instant.EPOCH.minusMillis(1)));
        assertBadForm(() -> publication(List.of(prekey)));
        assertThatCode(() -> phone.ticketIssued(tooLate.minus(Duration.ofMillis(1))))
                .doesNotThrowAnyException();
    }

    @Test
    void anEnrolmentMacOfAnotherSizeIsABadForm() {
        assertBadForm(() -> enrolment(enrol.mac().slice(0, 31), enrol.prekeys()));
    }

    private void assertBadForm(ThrowingCallable made) {
        assertThatThrownBy(made).isInstanceOf(IllegalArgumentException.class);
    }

    private EnrolDevice enrolment(Bytes mac, List<SignedPrekey> prekeys) {
        return new EnrolDevice(
                enrol.id(), OWNER, enrol.ticket(), enrol.redeem(), enrol.device(), mac, prekeys);
    }

    private PublishPrekeys publication(List<SignedPrekey> prekeys) {
        return new PublishPrekeys(UUID.randomUUID(), OWNER, phone.device().id(), prekeys);
    }
}
