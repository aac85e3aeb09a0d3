package io.sealpost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.client.producer.SendError;
import io.sealpost.schemas.BusinessStatus;
import io.sealpost.schemas.ConsentEvent;
import io.sealpost.schemas.ConsentEventKind;
import io.sealpost.schemas.DeliveryEventKind;
import io.sealpost.schemas.Reason;
import io.sealpost.tlog.LeafType;
import io.sealpost.tlog.ProofResult;
import io.sealpost.tlog.VerificationResult.Fault;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every symbol has a sentence of its own, which is not the symbol. */
class ResultTextTest {
    @ParameterizedTest
    @EnumSource(Reason.class)
    void everyReasonIsAPlainSentence(Reason reason) {
        assertPlain(ResultText.of(reason, "offers"), reason);
        assertPlain(ResultText.of(reason, null), reason);
    }

    @Test
    void noTwoReasonsHaveOneSentence() {
        assertThat(Stream.of(Reason.values()).map(reason -> ResultText.of(reason, "offers")))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(DeliveryEventKind.class)
    void everyEventIsAPlainSentence(DeliveryEventKind kind) {
        assertPlain(ResultText.of(kind), kind);
    }

    @Test
    void noTwoEventsHaveOneSentence() {
        assertThat(Stream.of(DeliveryEventKind.values()).map(ResultText::of))
                .doesNotHaveDuplicates();
    }

    @Test
    void anEndNamesItsReasonAndItsCode() {
        assertThat(ResultText.of(DeliveryEventKind.REFUSED, Reason.NO_CONSENT, "offers"))
                .isEqualTo("refused: no consent for purpose offers (REFUSED/NO_CONSENT)");
        assertThat(ResultText.of(DeliveryEventKind.DELIVERED, Reason.NONE, "offers"))
                .isEqualTo("delivered");
    }

    @ParameterizedTest
    @EnumSource(ConsentEventKind.class)
    void everyAnswerOfConsentIsAPlainSentence(ConsentEventKind kind) {
        assertThat(ResultText.of(answer(kind, Reason.NONE, "offers"))).isNotBlank();
    }

    @Test
    void anAnswerOfConsentNamesPurposeVersionAndReason() {
        assertThat(ResultText.of(answer(ConsentEventKind.GRANTED, Reason.NONE, "offers")))
                .isEqualTo("granted, purpose offers, version 3");
        assertThat(ResultText.of(answer(ConsentEventKind.BLOCKED, Reason.NONE, null)))
                .isEqualTo("blocked, version 3");
        assertThat(
                        ResultText.of(
                                answer(
                                        ConsentEventKind.COMMAND_REFUSED,
                                        Reason.BAD_EVIDENCE,
                                        null)))
                .isEqualTo("refused: the proof of consent has a wrong form (BAD_EVIDENCE)");
    }

    @ParameterizedTest
    @EnumSource(BusinessStatus.class)
    void everyStatusIsAPlainSentence(BusinessStatus status) {
        assertPlain(ResultText.of(status), status);
    }

    @ParameterizedTest
    @EnumSource(LeafType.class)
    void everyLeafIsAPlainSentence(LeafType type) {
        assertPlain(ResultText.of(type), type);
    }

    @ParameterizedTest
    @EnumSource(ProofResult.class)
    void everyProofResultIsAPlainSentence(ProofResult result) {
        assertPlain(ResultText.of(result), result);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void everyFaultOfTheLogIsAPlainSentence(Fault fault) {
        assertPlain(ResultText.of(fault), fault);
    }

    @ParameterizedTest
    @MethodSource("sendErrors")
    void everySendErrorIsAPlainSentence(SendError error) {
        assertThat(ResultText.of(error)).isNotBlank();
    }

    static Stream<SendError> sendErrors() {
        return Stream.concat(
                Stream.of(SendError.Field.values()).map(SendError.InvalidField::new),
                List.of(
                        new SendError.NoEpoch(),
                        new SendError.TooLarge(2, 1),
                        new SendError.BrokerRefused("InvalidTopicException"),
                        new SendError.NoSchema(),
                        new SendError.TimedOut())
                        .stream());
    }

    private static void assertPlain(String sentence, Enum<?> symbol) {
        assertThat(sentence).isNotBlank().isNotEqualTo(symbol.name()).doesNotContain("_");
    }

    private static ConsentEvent answer(
            ConsentEventKind kind, Reason reason, @Nullable String purpose) {
        return ConsentEvent.newBuilder()
                .setEventId(UUID.randomUUID())
                .setCommandId(UUID.randomUUID())
                .setRequestId(UUID.randomUUID())
                .setBusiness("acme")
                .setKind(kind)
                .setPurpose(purpose)
                .setVersion(3)
                .setAt(Instant.EPOCH)
                .setReason(reason)
                .build();
    }
}
