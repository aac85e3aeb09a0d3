package io.sealpost.audit.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sealpost.audit.Samples;
import io.sealpost.audit.domain.AuditStep;
import io.sealpost.audit.domain.LeafDetail;
import io.sealpost.audit.messaging.StepReadResult.Found;
import io.sealpost.audit.messaging.StepReadResult.NoLeaf;
import io.sealpost.audit.messaging.StepReadResult.Unusable;
import io.sealpost.schemas.AcceptedMessage;
import io.sealpost.schemas.DeadLetterReason;
import io.sealpost.schemas.DeliveryEventKind;
import io.sealpost.schemas.Reason;
import io.sealpost.schemas.StepKind;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.Ids;
import io.sealpost.tlog.LeafType;
import io.sealpost.wire.Catalogue;
import io.sealpost.wire.LaneTopics;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class StepExtractorTest {
    private final Samples message = Samples.message("acme");

    @Test
    void anAcceptedMessageGivesTheStepAccepted() {
        assertFound(
                StepExtractor.accepted(message.accepted()),
                LeafType.ACCEPTED,
                LeafDetail.accepted(filled(0x11, 32)));
    }

    @Test
    void theDetailOfAClearedMessageHasTheConsentRecord() {
        assertFound(
                StepExtractor.cleared(message.cleared()),
                LeafType.CLEARED,
                LeafDetail.cleared(filled(0x11, 32), filled(0x22, 32), 7));
    }

    @Test
    void theDetailOfASealedMessageHasTheDeviceListAndEachEnvelope() {
        List<byte[]> envelopes =
                List.of(Sha256.of(filled(1, 1700)).toArray(), Sha256.of(filled(2, 1700)).toArray());
        assertFound(
                StepExtractor.of(message.sealed()),
                LeafType.SEALED,
                LeafDetail.sealed(filled(0x11, 32), filled(0x33, 32), envelopes));
    }

    @ParameterizedTest
    @EnumSource(
            value = StepKind.class,
            names = {"REJECTED", "REFUSED", "UNSEALABLE"})
    void theDetailOfAMessageThatEndedEarlyHasTheReason(StepKind kind) {
        assertFound(
                StepExtractor.of(message.ended(kind, Reason.NO_CONSENT, message.recipient())),
                LeafType.valueOf(kind.name()),
                LeafDetail.ended("NO_CONSENT"));
    }

    @Test
    void withoutARecipientTheMessageIsTheSubject() {
        AuditStep step =
                found(
                        StepExtractor.of(
                                message.ended(StepKind.REJECTED, Reason.BAD_RECIPIENT, null)));

        assertThat(step.recipient()).isNull();
        assertThat(step.subject().ref()).isEqualTo(message.id().toString());
    }

    @ParameterizedTest
    @EnumSource(
            value = DeliveryEventKind.class,
            names = {"SENT", "DELIVERED", "READ", "EXPIRED", "RECALLED", "FAILED"})
    void stepsOfDeliveryAreReadFromItsEvents(DeliveryEventKind kind) {
        assertFound(
                StepExtractor.of(message.event(kind, Samples.DEVICE, Reason.NONE)),
                LeafType.valueOf(kind.name()),
                LeafDetail.delivery(Samples.DEVICE, "NONE"));
    }

    @ParameterizedTest
    @EnumSource(
            value = DeliveryEventKind.class,
            mode = Mode.EXCLUDE,
            names = {"UNKNOWN", "SENT", "DELIVERED", "READ", "EXPIRED", "RECALLED", "FAILED"})
    void stepsOfOtherServicesAreNotReadFromDeliveryEvents(DeliveryEventKind kind) {
        assertThat(StepExtractor.of(message.event(kind, null, Reason.NONE)))
                .isInstanceOf(NoLeaf.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = StepKind.class,
            names = {"SENT", "RECEIPT", "EXPIRE", "RECALL"})
    void commandsForDeliveryAreNotRead(StepKind kind) {
        assertThat(StepExtractor.of(message.step(kind).build())).isInstanceOf(NoLeaf.class);
    }

    @Test
    void theCatalogueListsTheSameSources() {
        LaneTopics steps = Catalogue.get().lanes("message-steps");
        assertThat(List.of(steps.urgent(), steps.bulk()))
                .allSatisfy(
                        topic ->
                                assertThat(topic.steps())
                                        .containsExactlyInAnyOrder(
                                                "SEALED", "REJECTED", "REFUSED", "UNSEALABLE"));
        assertThat(Catalogue.get().named("delivery-events.<business>").steps())
                .containsExactlyInAnyOrder(
                        "SENT", "DELIVERED", "READ", "EXPIRED", "RECALLED", "FAILED");
    }

    @Test
    void recordsWithoutAStepAreUnusable() {
        assertEquals(
                new Unusable(DeadLetterReason.KIND_WITHOUT_RECORD),
                StepExtractor.of(message.step(StepKind.SEALED).build()));
        assertEquals(
                new Unusable(DeadLetterReason.KIND_WITHOUT_RECORD),
                StepExtractor.of(message.step(StepKind.REFUSED).build()));
        assertEquals(
                new Unusable(DeadLetterReason.UNKNOWN),
                StepExtractor.of(message.step(StepKind.UNKNOWN).build()));
        assertEquals(
                new Unusable(DeadLetterReason.UNKNOWN),
                StepExtractor.of(message.event(DeliveryEventKind.UNKNOWN, null, Reason.NONE)));
        AcceptedMessage timeless = message.accepted();
        timeless.getStages().setIngestedAt(null);
        assertEquals(new Unusable(DeadLetterReason.BAD_FORM), StepExtractor.accepted(timeless));
        AcceptedMessage addressed = message.accepted();
        addressed.getHeader().setRecipient("+4915112345678");
        assertThatThrownBy(() -> StepExtractor.accepted(addressed))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void assertFound(StepReadResult result, LeafType type, byte[] detail) {
        AuditStep step = found(result);
        assertThat(step.type()).isEqualTo(type);
        assertThat(step.eventId()).isEqualTo(Ids.stepId(message.id(), type.name(), null));
        assertThat(step.message()).isEqualTo(message.id());
        assertThat(step.business().value()).isEqualTo("acme");
        assertThat(step.subject().ref()).isEqualTo(message.recipient());
        assertThat(step.at()).isEqualTo(message.at());
        assertThat(step.detail()).isEqualTo(detail);
    }

    private static AuditStep found(StepReadResult result) {
        assertThat(result).isInstanceOf(Found.class);
        return ((Found) result).step();
    }

    private static byte[] filled(int value, int size) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
