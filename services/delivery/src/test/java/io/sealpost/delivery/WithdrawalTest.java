package io.sealpost.delivery;

import static io.sealpost.delivery.World.newRecipient;
import static io.sealpost.delivery.World.sealed;
import static io.sealpost.delivery.World.told;
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

/** What consent says of a message that waits is final, and its silence stops all pushes. */
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

    @Inject Scene scene;
    @Inject DataSource database;

    @AfterEach
    void hangUp() {
        scene.hangUp();
    }

    @Test
    void aWithdrawalStoredBeforeRecallsOnArrival() throws SQLException {
        RecipientId recipient = newRecipient();
        List<Phone> own = scene.enrol(recipient, 1);
        World.withdraw(recipient, 1);
        Wait.until(
                () ->
                        scene.count(
                                        "select count(*) from withdrawal where recipient = '"
                                                + recipient
                                                + "'")
                                == 1);

        MessageId covered = World.send(sealed(recipient, Lane.BULK, own));
        MessageId newer =
                World.send(
                        sealed(recipient, Lane.BULK, own)
                                .setClearance(
                                        new Clearance(
                                                ByteBuffer.allocate(32), 2L, World.now(), null)));

        assertThat(told(covered, 4)).containsExactly("ACCEPTED", "CLEARED", "SEALED", "RECALLED!");
        assertThat(told(newer, 3)).containsExactly("ACCEPTED", "CLEARED", "SEALED");
        assertThat(scene.waiting(covered)).isZero();
        assertThat(scene.waiting(newer)).isOne();
    }

    @Test
    void aMessageWaitsNoLongerThanItsConsentHolds() throws SQLException {
        RecipientId recipient = newRecipient();
        List<Phone> own = scene.enrol(recipient, 1);

        MessageId id =
                World.send(
                        sealed(recipient, Lane.BULK, own)
                                .setClearance(
                                        new Clearance(
                                                ByteBuffer.allocate(32),
                                                1L,
                                                World.now(),
                                                World.now().plusMillis(200))));

        assertThat(told(id, 4)).containsExactly("ACCEPTED", "CLEARED", "SEALED", "EXPIRED!");
        assertThat(scene.waiting(id)).isZero();
    }

    @Test
    void aWithdrawalRecallsWhatIsNotDelivered() {
        RecipientId recipient = newRecipient();
        List<Phone> own = scene.enrol(recipient, 1);
        MessageId message = World.send(sealed(recipient, Lane.BULK, own));
        Wait.until(() -> scene.waiting(message) == 1);

        World.withdraw(recipient, 1);

        assertThat(told(message, 4)).containsExactly("ACCEPTED", "CLEARED", "SEALED", "RECALLED!");
        Phone phone = scene.connected(own.getFirst()).answering();
        MessageId newer =
                World.send(
                        sealed(recipient, Lane.BULK, own)
                                .setClearance(
                                        new Clearance(
                                                ByteBuffer.allocate(32), 2L, World.now(), null)));
        assertThat(told(newer, 5)).endsWith("DELIVERED!");
        assertThat(phone.has(message)).isFalse();
    }

    @Test
    void aWithdrawalStopsThePushBeforeTheRecallIsThere() throws SQLException {
        RecipientId recipient = newRecipient();
        List<Phone> own = scene.enrol(recipient, 1);
        MessageId message = World.send(sealed(recipient, Lane.BULK, own));
        Wait.until(() -> scene.waiting(message) == 1);
        DeviceAddress address = new DeviceAddress(World.ACME, own.getFirst().device());
        long epoch = scene.claim(address);

        scene.execute(INSERT_WITHDRAWAL.formatted(recipient));

        assertThat(scene.take(address, recipient, epoch)).isEmpty();
    }

    @Test
    void aWithdrawalBeingStoredHoldsNewMessagesBack() throws SQLException {
        RecipientId recipient = newRecipient();
        List<Phone> own = scene.enrol(recipient, 1);
        MessageId message;
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select from consent_pulse for update");
            statement.execute(INSERT_WITHDRAWAL.formatted(recipient));
            message = World.send(sealed(recipient, Lane.BULK, own));
            Wait.until(() -> scene.count(BLOCKED) > 0);
            connection.commit();
        }
        assertThat(told(message, 4)).containsExactly("ACCEPTED", "CLEARED", "SEALED", "RECALLED!");
    }

    @Test
    void withoutAPulseOfConsentNothingIsPushedUntilItIsBack() {
        RecipientId recipient = newRecipient();
        List<Phone> own = scene.enrol(recipient, 1);
        Phone phone = scene.connected(own.getFirst()).answering();
        World.consentLives(false);
        Wait.until(
                () ->
                        scene.count(
                                        """
                                        select count(*) from consent_pulse
                                        where seen_at > clock_timestamp() - interval '3 seconds'
                                        """)
                                == 0);

        MessageId message = World.send(sealed(recipient, Lane.URGENT, own));
        Wait.until(() -> scene.waiting(message) == 1);
        Awaitility.await().during(Duration.ofSeconds(1)).until(() -> !phone.has(message));

        World.consentLives(true);
        assertThat(told(message, 5)).endsWith("DELIVERED!");
    }
}
