package io.sealpost.consent;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.sealpost.schemas.ConsentCommand;
import io.sealpost.schemas.ConsentCommandKind;
import io.sealpost.schemas.ConsentEvent;
import io.sealpost.schemas.ConsentEventKind;
import io.sealpost.schemas.ConsentWithdrawal;
import io.sealpost.schemas.DeadLetter;
import io.sealpost.schemas.DeadLetterReason;
import io.sealpost.schemas.Reason;
import io.sealpost.schemas.WithdrawalKind;
import io.sealpost.testing.Wait;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The ledger and its heartbeat on a real broker and database. */
@QuarkusTest
@OnRealParts
class LedgerTest {
    private static final String WITHDRAWALS = "consent-withdrawals";

    @Inject Pool pool;

    @BeforeAll
    static void deploy() {
        Platform.deploy();
    }

    @Test
    void aGrantIsRecordedAndPublished() {
        Platform.addBusiness("granting");
        String recipient = Platform.newRecipient();

        ConsentEvent event =
                Platform.apply("granting", Platform.grant("granting", recipient, "offers"));

        assertThat(event.getKind()).isEqualTo(ConsentEventKind.GRANTED);
        assertThat(event.getVersion()).isEqualTo(1);
        assertThat(event.getRecordHash().remaining()).isEqualTo(32);
        assertThat(count("consent_record", recipient)).isEqualTo(1);
    }

    @Test
    void aRepeatedCommandChangesNothingAndIsPublishedInTheSameBytes() {
        Platform.addBusiness("repeating");
        String recipient = Platform.newRecipient();
        ConsentCommand withdraw = Platform.withdraw("repeating", recipient, "offers");
        Platform.apply("repeating", Platform.grant("repeating", recipient, "offers"));
        Platform.apply("repeating", withdraw);

        Platform.send(List.of(Platform.record("repeating", withdraw)));

        Predicate<ConsentEvent> same = e -> e.getRequestId().equals(withdraw.getRequestId());
        Platform.awaitAll("consent-events.repeating", ConsentEvent.class, same, 2);
        assertSameBytes(Platform.raw("consent-events.repeating", ConsentEvent.class, same));
        assertSameBytes(Platform.raw(WITHDRAWALS, ConsentWithdrawal.class, of(recipient)));
        assertThat(count("consent_record", recipient)).isEqualTo(2);
    }

    @Test
    void aWithdrawalIsPublishedWithAHigherVersionThanTheGrant() {
        Platform.addBusiness("leaving");
        String recipient = Platform.newRecipient();
        ConsentEvent grant =
                Platform.apply("leaving", Platform.grant("leaving", recipient, "offers"));

        Platform.apply("leaving", Platform.withdraw("leaving", recipient, "offers"));

        ConsentWithdrawal withdrawal =
                Platform.awaitAll(WITHDRAWALS, ConsentWithdrawal.class, of(recipient), 1)
                        .getFirst();
        assertThat(withdrawal.getWithdrawn().getVersion()).isGreaterThan(grant.getVersion());
        assertThat(withdrawal.getWithdrawn().getPurpose()).isEqualTo("offers");
    }

    @Test
    void aBlockIsPublishedForEveryPurposeAndItsEndRenewsTheGrant() {
        Platform.addBusiness("blocking");
        String recipient = Platform.newRecipient();
        Platform.apply("blocking", Platform.grant("blocking", recipient, "offers"));
        Platform.apply("blocking", Platform.block("blocking", recipient, ConsentCommandKind.BLOCK));

        ConsentCommand unblock = Platform.block("blocking", recipient, ConsentCommandKind.UNBLOCK);
        Platform.send(List.of(Platform.record("blocking", unblock)));

        ConsentWithdrawal block =
                Platform.awaitAll(WITHDRAWALS, ConsentWithdrawal.class, of(recipient), 1)
                        .getFirst();
        assertThat(block.getWithdrawn().getPurpose()).isNull();
        List<ConsentEvent> events =
                Platform.awaitAll(
                        "consent-events.blocking",
                        ConsentEvent.class,
                        event -> event.getRequestId().equals(unblock.getRequestId()),
                        2);
        assertThat(events)
                .extracting(ConsentEvent::getKind)
                .containsExactly(ConsentEventKind.UNBLOCKED, ConsentEventKind.GRANTED);
        assertThat(events.getLast().getVersion()).isGreaterThan(block.getWithdrawn().getVersion());
    }

    @Test
    void aWithdrawalPastTheBoundIsStoredAndPublishedAndABlockIsAccepted() {
        Platform.addBusiness("full");
        String recipient = Platform.newRecipient();
        List<ConsentCommand> grants =
                IntStream.range(0, 257)
                        .mapToObj(i -> Platform.grant("full", recipient, "purpose-" + i))
                        .toList();
        Platform.send(grants.stream().map(grant -> Platform.record("full", grant)).toList());
        Platform.awaitAll(
                "consent-events.full",
                ConsentEvent.class,
                event -> event.getReason() == Reason.BAD_PURPOSE,
                1);

        ConsentEvent withdrawn =
                Platform.apply("full", Platform.withdraw("full", recipient, "offers"));
        ConsentCommand late = Platform.grant("full", recipient, "offers");
        late.getGrant().getEvidence().setCollectedAt(Platform.now().minusSeconds(60));

        assertThat(withdrawn)
                .returns(ConsentEventKind.WITHDRAWN, ConsentEvent::getKind)
                .returns("offers", ConsentEvent::getPurpose);
        assertThat(Platform.awaitAll(WITHDRAWALS, ConsentWithdrawal.class, of(recipient), 1))
                .extracting(record -> record.getWithdrawn().getPurpose())
                .containsExactly("offers");
        assertThat(count("consent_record", recipient)).isEqualTo(256);
        assertThat(Platform.apply("full", late)).returns(Reason.WITHDRAWN, ConsentEvent::getReason);
        assertThat(
                        Platform.apply(
                                "full",
                                Platform.block("full", recipient, ConsentCommandKind.BLOCK)))
                .returns(ConsentEventKind.BLOCKED, ConsentEvent::getKind);
    }

    @Test
    void aCommandForAnotherBusinessIsRefused() {
        Platform.addBusiness("honest");

        ConsentEvent event =
                Platform.apply(
                        "honest", Platform.grant("forged", Platform.newRecipient(), "offers"));

        assertThat(event.getKind()).isEqualTo(ConsentEventKind.COMMAND_REFUSED);
        assertThat(event.getReason()).isEqualTo(Reason.BUSINESS_MISMATCH);
        assertThat(event.getBusiness()).isEqualTo("honest");
    }

    @Test
    void aWrongFormIsRefusedWithItsReason() {
        Platform.addBusiness("forms");

        assertThat(Platform.apply("forms", Platform.grant("forms", "+447700900123", "x")))
                .returns(Reason.BAD_RECIPIENT, ConsentEvent::getReason)
                .returns(null, ConsentEvent::getRecipient);
        assertThat(
                        Platform.apply(
                                "forms",
                                Platform.grant("forms", Platform.newRecipient(), "Not A Purpose")))
                .returns(Reason.BAD_PURPOSE, ConsentEvent::getReason);
        ConsentCommand proofless = Platform.grant("forms", Platform.newRecipient(), "offers");
        proofless.getGrant().getEvidence().setReference("ana@example.org wrote");
        assertThat(Platform.apply("forms", proofless))
                .returns(Reason.BAD_EVIDENCE, ConsentEvent::getReason);
        ConsentCommand ahead = Platform.grant("forms", Platform.newRecipient(), "offers");
        ahead.getGrant().getEvidence().setCollectedAt(Platform.now().plusSeconds(1_200));
        assertThat(Platform.apply("forms", ahead))
                .returns(Reason.BAD_EVIDENCE, ConsentEvent::getReason);
        ConsentCommand endless = Platform.grant("forms", Platform.newRecipient(), "offers");
        endless.getGrant().setValidUntil(Instant.ofEpochMilli(Long.MAX_VALUE));
        assertThat(Platform.apply("forms", endless))
                .returns(Reason.EXPIRY_OUT_OF_BOUNDS, ConsentEvent::getReason);
    }

    @Test
    void aWrongRecordInABatchDoesNotStopTheOthers() {
        Platform.addBusiness("poison");
        ConsentCommand before = Platform.grant("poison", Platform.newRecipient(), "offers");
        ConsentCommand empty = Platform.grant("poison", Platform.newRecipient(), "offers");
        empty.setGrant(null);
        ConsentCommand after = Platform.grant("poison", Platform.newRecipient(), "offers");

        Platform.send(
                List.of(
                        Platform.record("poison", before),
                        Platform.record("consent-commands.poison", new byte[] {1, 2, 3}),
                        Platform.record("poison", empty),
                        Platform.record("poison", after)));

        Platform.awaitAll("consent-events.poison", ConsentEvent.class, event -> true, 2);
        assertThat(
                        Platform.awaitAll(
                                "dead-letters.consent",
                                DeadLetter.class,
                                letter -> letter.getTopic().equals("consent-commands.poison"),
                                2))
                .extracting(DeadLetter::getReason)
                .containsExactly(DeadLetterReason.NOT_FRAMED, DeadLetterReason.KIND_WITHOUT_RECORD);
    }

    @Test
    void everyPartitionGetsAHeartbeat() {
        Wait.until(
                () ->
                        Platform.raw(WITHDRAWALS, ConsentWithdrawal.class, LedgerTest::isHeartbeat)
                                        .stream()
                                        .map(ConsumerRecord::partition)
                                        .distinct()
                                        .count()
                                == 6);
        assertThat(Platform.raw(WITHDRAWALS, ConsentWithdrawal.class, LedgerTest::isHeartbeat))
                .extracting(ConsumerRecord::partition)
                .contains(0, 1, 2, 3, 4, 5);
    }

    @Test
    void noHeartbeatIsSentWhileAWithdrawalIsPending() {
        Platform.addBusiness("crashed");
        sql(
                "insert into pending_withdrawal values ('consent-commands.crashed', 0, 0), ('consent-commands.crashed', 1, 0)");
        String last = lastHeartbeat();
        await().during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(4))
                .until(() -> lastHeartbeat().equals(last));

        sql("delete from pending_withdrawal where topic = 'consent-commands.crashed'");

        Wait.until(() -> !lastHeartbeat().equals(last));
        assertThat(lastHeartbeat()).isNotEqualTo(last);
    }

    @Test
    void aDatabaseClockThatIsSetBackDoesNotStopHeartbeats() {
        sql("update heartbeat set sent_at = clock_timestamp() + interval '1 hour'");

        Wait.until(() -> (Boolean) first("select sent_at <= clock_timestamp() from heartbeat"));

        assertThat(first("select sent_at <= clock_timestamp() from heartbeat")).isEqualTo(true);
    }

    @Test
    void theNoteOfAWithdrawalIsDeletedOnceItIsPublished() {
        Platform.addBusiness("publishing");
        String recipient = Platform.newRecipient();

        Platform.apply("publishing", Platform.withdraw("publishing", recipient, "offers"));

        Wait.until(() -> notes("consent-commands.publishing") == 0);
        assertThat(notes("consent-commands.publishing")).isZero();
    }

    @Test
    void aCommandIsNotedOnceIfItWithdrawsAnythingAndElseNot() {
        Platform.addBusiness("noting");
        String recipient = Platform.newRecipient();
        logNotes();
        Platform.apply("noting", Platform.grant("noting", recipient, "offers"));
        Platform.apply("noting", Platform.grant("noting", recipient, "orders"));
        Platform.apply("noting", Platform.block("noting", recipient, ConsentCommandKind.BLOCK));
        Platform.apply("noting", Platform.block("noting", recipient, ConsentCommandKind.UNBLOCK));

        assertThat(loggedNotes("consent-commands.noting")).isEqualTo(1);
        Platform.apply("noting", Platform.withdraw("noting", recipient, null));

        assertThat(loggedNotes("consent-commands.noting")).isEqualTo(2);
    }

    /** Keeps a copy of each note, which is deleted within milliseconds. */
    private void logNotes() {
        sql("create table logged_note (topic text)");
        sql(
                """
                create function log_note() returns trigger language plpgsql as
                'begin insert into logged_note values (new.topic); return new; end'
                """);
        sql(
                """
                create trigger log_note after insert on pending_withdrawal
                for each row execute function log_note()
                """);
    }

    private long loggedNotes(String topic) {
        return (Long) first("select count(*) from logged_note where topic = '" + topic + "'");
    }

    @Test
    void readinessIsRedWhileNotesCannotBeDeleted() {
        Platform.addBusiness("noted");
        Wait.until(() -> ready() == 200);
        sql("alter table pending_withdrawal rename to hidden");
        try {
            Platform.apply("noted", Platform.grant("noted", Platform.newRecipient(), "offers"));

            Wait.until(() -> ready() == 503);
        } finally {
            sql("alter table hidden rename to pending_withdrawal");
        }

        Wait.until(() -> ready() == 200);
        assertThat(ready()).isEqualTo(200);
    }

    private static int ready() {
        return given().get("/q/health/ready").statusCode();
    }

    private static boolean isHeartbeat(ConsentWithdrawal record) {
        return record.getKind() == WithdrawalKind.HEARTBEAT;
    }

    private static Predicate<ConsentWithdrawal> of(String recipient) {
        return record ->
                record.getWithdrawn() != null
                        && record.getWithdrawn().getRecipient().equals(recipient);
    }

    private static void assertSameBytes(List<ConsumerRecord<byte[], byte[]>> records) {
        assertThat(records).hasSizeGreaterThan(1);
        assertThat(records)
                .allSatisfy(
                        record -> assertThat(record.value()).isEqualTo(records.getFirst().value()));
    }

    private String lastHeartbeat() {
        return String.valueOf(first("select sent_at::text from heartbeat"));
    }

    private long notes(String topic) {
        return (Long)
                first("select count(*) from pending_withdrawal where topic = '" + topic + "'");
    }

    private long count(String table, String recipient) {
        return (Long)
                first("select count(*) from " + table + " where recipient = '" + recipient + "'");
    }

    private Object first(String query) {
        return pool.query(query)
                .execute()
                .await()
                .atMost(Duration.ofSeconds(10))
                .iterator()
                .next()
                .getValue(0);
    }

    private void sql(String statement) {
        pool.query(statement).execute().await().atMost(Duration.ofSeconds(10));
    }
}
