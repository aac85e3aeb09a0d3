package io.sealpost.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.sealpost.schemas.AcceptedMessage;
import io.sealpost.schemas.ClearedMessage;
import io.sealpost.schemas.ConsentCommand;
import io.sealpost.schemas.ConsentCommandKind;
import io.sealpost.schemas.ConsentEvent;
import io.sealpost.schemas.DeadLetter;
import io.sealpost.schemas.Lane;
import io.sealpost.schemas.MessageStep;
import io.sealpost.schemas.Reason;
import io.sealpost.schemas.StepKind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The clearance station on a real broker and database. */
@QuarkusTest
@OnRealParts
class ClearanceTest {
    private static final String BUSINESS = "clearing";

    @BeforeAll
    static void deploy() {
        Platform.deploy();
        Platform.addBusiness(BUSINESS);
    }

    @Test
    void aMessageWithConsentIsClearedUnchangedUnderItsRecord() {
        String recipient = Platform.newRecipient();
        ConsentEvent grant =
                Platform.apply(BUSINESS, Platform.grant(BUSINESS, recipient, "offers"));
        AcceptedMessage message = message(recipient, "offers", Lane.URGENT);

        Instant sent = Platform.now().truncatedTo(ChronoUnit.MILLIS);
        Platform.send(List.of(Platform.record(message)));

        ClearedMessage cleared =
                Platform.awaitAll(
                                "cleared-messages.urgent",
                                ClearedMessage.class,
                                cleared(message),
                                1)
                        .getFirst();
        assertThat(cleared.getHeader()).isEqualTo(message.getHeader());
        assertThat(cleared.getGateway()).isEqualTo(message.getGateway());
        assertThat(cleared.getClearance().getRecordHash()).isEqualTo(grant.getRecordHash());
        assertThat(cleared.getClearance().getVersion()).isEqualTo(grant.getVersion());
        assertThat(cleared.getStages().getIngestedAt())
                .isEqualTo(message.getStages().getIngestedAt().truncatedTo(ChronoUnit.MILLIS));
        Instant published = Platform.now();
        assertThat(cleared.getStages().getConsentAt()).isBetween(sent, published);
        assertThat(cleared.getClearance().getClearedAt()).isBetween(sent, published);
    }

    @Test
    void aClearedMessageCarriesTheEndOfTheGrant() {
        String recipient = Platform.newRecipient();
        ConsentCommand grant = Platform.grant(BUSINESS, recipient, "offers");
        Instant end = Platform.now().truncatedTo(ChronoUnit.MILLIS).plusSeconds(3600);
        grant.getGrant().setValidUntil(end);
        Platform.apply(BUSINESS, grant);
        AcceptedMessage message = message(recipient, "offers", Lane.BULK);

        Platform.send(List.of(Platform.record(message), Platform.record(message)));

        assertThat(
                        Platform.awaitAll(
                                "cleared-messages.bulk", ClearedMessage.class, cleared(message), 1))
                .allSatisfy(c -> assertThat(c.getClearance().getValidUntil()).isEqualTo(end));
    }

    @Test
    void aMessageWithoutConsentIsRefused() {
        String recipient = Platform.newRecipient();
        Platform.apply(BUSINESS, Platform.grant(BUSINESS, recipient, "offers"));

        assertThat(refusal(message(recipient, "orders", Lane.BULK))).isEqualTo(Reason.NO_CONSENT);
    }

    @Test
    void aMessageAfterAWithdrawalIsRefused() {
        String recipient = Platform.newRecipient();
        Platform.apply(BUSINESS, Platform.grant(BUSINESS, recipient, "offers"));
        Platform.apply(BUSINESS, Platform.withdraw(BUSINESS, recipient, "offers"));

        assertThat(refusal(message(recipient, "offers", Lane.BULK))).isEqualTo(Reason.WITHDRAWN);
    }

    @Test
    void aMessageAfterABlockIsRefused() {
        String recipient = Platform.newRecipient();
        Platform.apply(BUSINESS, Platform.grant(BUSINESS, recipient, "offers"));
        Platform.apply(BUSINESS, Platform.block(BUSINESS, recipient, ConsentCommandKind.BLOCK));

        assertThat(refusal(message(recipient, "offers", Lane.BULK))).isEqualTo(Reason.BLOCKED);
    }

    @Test
    void aMessageSentAgainKeepsItsFirstDecision() {
        String recipient = Platform.newRecipient();
        AcceptedMessage message = message(recipient, "offers", Lane.BULK);
        refusal(message);
        Platform.apply(BUSINESS, Platform.grant(BUSINESS, recipient, "offers"));

        Platform.send(List.of(Platform.record(message)));

        Platform.awaitAll("message-steps.bulk", MessageStep.class, ended(message), 2);
        var steps = Platform.raw("message-steps.bulk", MessageStep.class, ended(message));
        assertThat(steps.getLast().value()).isEqualTo(steps.getFirst().value());
    }

    @Test
    void aWrongRecordInABatchDoesNotStopTheOthers() {
        AcceptedMessage before = message(Platform.newRecipient(), "offers", Lane.BULK);
        AcceptedMessage wrong = message(Platform.newRecipient(), "offers", Lane.BULK);
        wrong.getHeader().setRecipient("+447700900123");
        AcceptedMessage after = message(Platform.newRecipient(), "offers", Lane.BULK);

        Platform.send(
                List.of(Platform.record(before), Platform.record(wrong), Platform.record(after)));

        Predicate<MessageStep> either = ended(before).or(ended(after));
        assertThat(Platform.awaitAll("message-steps.bulk", MessageStep.class, either, 2))
                .allSatisfy(step -> assertThat(step.getKind()).isEqualTo(StepKind.REFUSED));
        Predicate<DeadLetter> here = letter -> letter.getTopic().equals("accepted-messages.bulk");
        assertThat(Platform.awaitAll("dead-letters.consent", DeadLetter.class, here, 1))
                .isNotEmpty();
    }

    private static AcceptedMessage message(String recipient, String purpose, Lane lane) {
        return Platform.message(BUSINESS, recipient, purpose, lane);
    }

    private static Reason refusal(AcceptedMessage message) {
        Platform.send(List.of(Platform.record(message)));
        List<MessageStep> steps =
                Platform.awaitAll("message-steps.bulk", MessageStep.class, ended(message), 1);
        return steps.getFirst().getEnded().getReason();
    }

    private static Predicate<ClearedMessage> cleared(AcceptedMessage message) {
        return cleared ->
                cleared.getHeader().getMessageId().equals(message.getHeader().getMessageId());
    }

    private static Predicate<MessageStep> ended(AcceptedMessage message) {
        return step -> step.getEnded().getMessageId().equals(message.getHeader().getMessageId());
    }
}
