package io.sealpost.delivery;

import static io.sealpost.delivery.TestTopics.eventKinds;
import static io.sealpost.delivery.TestTopics.newRecipient;
import static io.sealpost.delivery.TestTopics.sealed;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.sealpost.delivery.domain.DeviceAddress;
import io.sealpost.schemas.Clearance;
import io.sealpost.seal.id.Lane;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.testing.SealpostParts;
import io.sealpost.testing.Wait;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A withdrawal recalls what is not delivered, and without consent's heartbeats nothing is pushed.
 */
@QuarkusTest
@QuarkusTestResource(
        value = SealpostParts.class,
        initArgs = @ResourceArg(name = "database", value = "delivery"))
class WithdrawalTest {
    private static final String INSERT_WITHDRAWAL =
            "insert into withdrawal values ('%s', 'acme', 'order-updates', 'SEALPOST', 1)";
    private static final String BLOCKED =
            """
            select count(*) from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock' and query like '%for share%'
            """;

    @Inject DeliveryFixture delivery;
    @Inject DataSource database;

    @AfterEach
    void disconnect() {
        delivery.disconnect();
    }

    @Test
    void anEarlierWithdrawalRecallsAMessageWhenItArrives() throws SQLException {
        RecipientId recipient = newRecipient();
        List<TestDevice> own = delivery.enrol(recipient, 1);
        TestTopics.withdraw(recipient, 1);
        Wait.until(
                () ->
                        delivery.count(
                                        "select count(*) from withdrawal where recipient = '"
                                                + recipient
                                                + "'")
                                == 1);

        MessageId covered = TestTopics.send(sealed(recipient, Lane.BULK, own));
        MessageId newer =
                TestTopics.send(
                        sealed(recipient, Lane.BULK, own)
                                .setClearance(
                                        new Clearance(
                                                ByteBuffer.allocate(32),
                                                2L,
                                                TestTopics.now(),
                                                null)));

        assertThat(eventKinds(covered, 4))
                .containsExactly("ACCEPTED", "CLEARED", "SEALED", "RECALLED!");
        assertThat(eventKinds(newer, 3)).containsExactly("ACCEPTED", "CLEARED", "SEALED");
        assertThat(delivery.mailboxes(covered)).isZero();
        assertThat(delivery.mailboxes(newer)).isOne();
    }

    @Test
    void aMessageEndsWhenItsConsentEnds() throws SQLException {
        RecipientId recipient = newRecipient();
        List<TestDevice> own = delivery.enrol(recipient, 1);

        MessageId id =
                TestTopics.send(
                        sealed(recipient, Lane.BULK, own)
                                .setClearance(
                                        new Clearance(
                                                ByteBuffer.allocate(32),
                                                1L,
                                                TestTopics.now(),
                                                TestTopics.now().plusMillis(200))));

        assertThat(eventKinds(id, 4)).containsExactly("ACCEPTED", "CLEARED", "SEALED", "EXPIRED!");
        assertThat(delivery.mailboxes(id)).isZero();
    }

    @Test
    void aWithdrawalRecallsAMessageThatIsNotDelivered() {
        RecipientId recipient = newRecipient();
        List<TestDevice> own = delivery.enrol(recipient, 1);
        MessageId message = TestTopics.send(sealed(recipient, Lane.BULK, own));
        Wait.until(() -> delivery.mailboxes(message) == 1);

        TestTopics.withdraw(recipient, 1);

        assertThat(eventKinds(message, 4))
                .containsExactly("ACCEPTED", "CLEARED", "SEALED", "RECALLED!");
        TestDevice phone = delivery.connected(own.getFirst()).answering();
        MessageId newer =
                TestTopics.send(
                        sealed(recipient, Lane.BULK, own)
                                .setClearance(
                                        new Clearance(
                                                ByteBuffer.allocate(32),
                                                2L,
                                                TestTopics.now(),
                                                null)));
        assertThat(eventKinds(newer, 5)).endsWith("DELIVERED!");
        assertThat(phone.wasPushed(message)).isFalse();
    }

    @Test
    void aWithdrawalPreventsThePushBeforeItsRecallArrives() throws SQLException {
        RecipientId recipient = newRecipient();
        List<TestDevice> own = delivery.enrol(recipient, 1);
        MessageId message = TestTopics.send(sealed(recipient, Lane.BULK, own));
        Wait.until(() -> delivery.mailboxes(message) == 1);
        DeviceAddress address = new DeviceAddress(TestTopics.ACME, own.getFirst().device());
        long epoch = delivery.takeOver(address);

        delivery.execute(INSERT_WITHDRAWAL.formatted(recipient));

        assertThat(delivery.take(address, recipient, epoch)).isEmpty();
    }

    @Test
    void aNewMessageWaitsWhileAWithdrawalIsBeingStored() throws SQLException {
        RecipientId recipient = newRecipient();
        List<TestDevice> own = delivery.enrol(recipient, 1);
        MessageId message;
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select from consent_pulse for update");
            statement.execute(INSERT_WITHDRAWAL.formatted(recipient));
            message = TestTopics.send(sealed(recipient, Lane.BULK, own));
            Wait.until(() -> delivery.count(BLOCKED) > 0);
            connection.commit();
        }
        assertThat(eventKinds(message, 4))
                .containsExactly("ACCEPTED", "CLEARED", "SEALED", "RECALLED!");
    }

    @Test
    void withoutHeartbeatsNothingIsPushedUntilTheyReturn() {
        RecipientId recipient = newRecipient();
        List<TestDevice> own = delivery.enrol(recipient, 1);
        TestDevice phone = delivery.connected(own.getFirst()).answering();
        TestTopics.consentIsRunning(false);
        Wait.until(
                () ->
                        delivery.count(
                                        """
                                        select count(*) from consent_pulse
                                        where seen_at > clock_timestamp() - interval '3 seconds'
                                        """)
                                == 0);

        MessageId message = TestTopics.send(sealed(recipient, Lane.URGENT, own));
        Wait.until(() -> delivery.mailboxes(message) == 1);
        Awaitility.await().during(Duration.ofSeconds(1)).until(() -> !phone.wasPushed(message));

        TestTopics.consentIsRunning(true);
        assertThat(eventKinds(message, 5)).endsWith("DELIVERED!");
    }
}
