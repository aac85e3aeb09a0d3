package io.sealpost.audit.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sealpost.audit.Samples;
import io.sealpost.audit.domain.Details;
import io.sealpost.audit.domain.Step;
import io.sealpost.audit.messaging.Reading.Elsewhere;
import io.sealpost.audit.messaging.Reading.Logged;
import io.sealpost.audit.messaging.Reading.Poison;
import io.sealpost.schemas.AcceptedMessage;
import io.sealpost.schemas.DeadLetterReason;
import io.sealpost.schemas.DeliveryEventKind;
import io.sealpost.schemas.Reason;
import io.sealpost.schemas.StepKind;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.Ids;
import io.sealpost.tlog.LeafType;
import io.sealpost.wire.Catalogue;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class StepsTest {
    private final Samples message = Samples.message("acme");

    @Test
    void anAcceptedMessageIsTheStepAccepted() {
        assertLogged(
                Steps.accepted(message.accepted()),
                LeafType.ACCEPTED,
                Details.accepted(filled(0x11, 32)));
    }

    @Test
    void aClearedMessageNamesTheConsentItWasClearedUnder() {
        assertLogged(
                Steps.cleared(message.cleared()),
                LeafType.CLEARED,
                Details.cleared(filled(0x11, 32), filled(0x22, 32), 7));
    }

    @Test
    void aSealedMessageNamesTheDeviceListAndEachEnvelope() {
        List<byte[]> envelopes =
                List.of(Sha256.of(filled(1, 1700)).toArray(), Sha256.of(filled(2, 1700)).toArray());
        assertLogged(
                Steps.of(message.sealed()),
                LeafType.SEALED,
                Details.sealed(filled(0x11, 32), filled(0x33, 32), envelopes));
    }

    @ParameterizedTest
    @EnumSource(
            value = StepKind.class,
            names = {"REJECTED", "REFUSED", "UNSEALABLE"})
    void aMessageThatEndedNamesTheReason(StepKind kind) {
        assertLogged(
                Steps.of(message.ended(kind, Reason.NO_CONSENT, message.recipient())),
                LeafType.valueOf(kind.name()),
                Details.ended("NO_CONSENT"));
    }

    @Test
    void aMessageWithoutARecipientIsItsOwnSubject() {
        Step step = logged(Steps.of(message.ended(StepKind.REJECTED, Reason.BAD_RECIPIENT, null)));

        assertThat(step.recipient()).isNull();
        assertThat(step.subject().ref()).isEqualTo(message.id().toString());
    }

    @ParameterizedTest
    @EnumSource(
            value = DeliveryEventKind.class,
            names = {"SENT", "DELIVERED", "READ", "EXPIRED", "RECALLED", "FAILED"})
    void whatDeliveryDecidesComesFromItsEvents(DeliveryEventKind kind) {
        assertLogged(
                Steps.of(message.event(kind, Samples.DEVICE, Reason.NONE)),
                LeafType.valueOf(kind.name()),
                Details.delivery(Samples.DEVICE, "NONE"));
    }

    @ParameterizedTest
    @EnumSource(
            value = DeliveryEventKind.class,
            mode = Mode.EXCLUDE,
            names = {"UNKNOWN", "SENT", "DELIVERED", "READ", "EXPIRED", "RECALLED", "FAILED"})
    void whatOthersDecidedIsNotReadFromDeliverysEvents(DeliveryEventKind kind) {
        assertThat(Steps.of(message.event(kind, null, Reason.NONE))).isInstanceOf(Elsewhere.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = StepKind.class,
            names = {"SENT", "RECEIPT", "EXPIRE", "RECALL"})
    void whatDeliveryIsYetToDecideIsNotRead(StepKind kind) {
        assertThat(Steps.of(message.step(kind).build())).isInstanceOf(Elsewhere.class);
    }

    @Test
    void theSourcesAreTheCatalogues() {
        assertThat(Catalogue.get().named("message-steps.bulk").steps())
                .containsExactlyInAnyOrder("SEALED", "REJECTED", "REFUSED", "UNSEALABLE");
        assertThat(Catalogue.get().named("delivery-events.<business>").steps())
                .containsExactlyInAnyOrder(
                        "SENT", "DELIVERED", "READ", "EXPIRED", "RECALLED", "FAILED");
    }

    @Test
    void whatCannotBeAStepIsPoison() {
        assertEquals(
                new Poison(DeadLetterReason.KIND_WITHOUT_RECORD),
                Steps.of(message.step(StepKind.SEALED).build()));
        assertEquals(
                new Poison(DeadLetterReason.KIND_WITHOUT_RECORD),
                Steps.of(message.step(StepKind.REFUSED).build()));
        assertEquals(
                new Poison(DeadLetterReason.UNKNOWN),
                Steps.of(message.step(StepKind.UNKNOWN).build()));
        assertEquals(
                new Poison(DeadLetterReason.UNKNOWN),
                Steps.of(message.event(DeliveryEventKind.UNKNOWN, null, Reason.NONE)));
        AcceptedMessage timeless = message.accepted();
        timeless.getStages().setIngestedAt(null);
        assertEquals(new Poison(DeadLetterReason.BAD_FORM), Steps.accepted(timeless));
        AcceptedMessage addressed = message.accepted();
        addressed.getHeader().setRecipient("+4915112345678");
        assertThatThrownBy(() -> Steps.accepted(addressed))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void assertLogged(Reading reading, LeafType type, byte[] detail) {
        Step step = logged(reading);
        assertThat(step.type()).isEqualTo(type);
        assertThat(step.eventId()).isEqualTo(Ids.stepId(message.id(), type.name(), null));
        assertThat(step.message()).isEqualTo(message.id());
        assertThat(step.business().value()).isEqualTo("acme");
        assertThat(step.subject().ref()).isEqualTo(message.recipient());
        assertThat(step.at()).isEqualTo(message.at());
        assertThat(step.detail()).isEqualTo(detail);
    }

    private static Step logged(Reading reading) {
        assertThat(reading).isInstanceOf(Logged.class);
        return ((Logged) reading).step();
    }

    private static byte[] filled(int value, int size) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
