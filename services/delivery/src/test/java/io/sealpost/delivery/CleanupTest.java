package io.sealpost.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.sealpost.seal.id.Lane;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.testing.SealpostParts;
import io.sealpost.testing.Wait;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rows are deleted when nothing can need them any more, and not before. */
@QuarkusTest
@QuarkusTestResource(
        value = SealpostParts.class,
        initArgs = @ResourceArg(name = "database", value = "delivery"))
class CleanupTest {
    @Inject DeliveryFixture delivery;

    @AfterEach
    void disconnect() {
        delivery.disconnect();
    }

    @Test
    void aWithdrawalIsDeletedWhenEveryMessageThatItCoversIsTooOld() throws SQLException {
        RecipientId old = withdrawn(46);
        RecipientId young = withdrawn(44);
        RecipientId waitedFor = TestTopics.newRecipient();
        TestDevice phone = delivery.enrol(waitedFor, 1).getFirst();
        MessageId message =
                TestTopics.send(TestTopics.sealed(waitedFor, Lane.BULK, List.of(phone)));
        Wait.until(() -> delivery.mailboxes(message) == 1);
        withdrawn(waitedFor, 47);
        RecipientId last = withdrawn(46);

        Wait.until(() -> withdrawals(old) + withdrawals(last) == 0);
        assertThat(withdrawals(young)).isOne();
        assertThat(withdrawals(waitedFor)).isOne();
    }

    @Test
    void aMailboxRowIsDeletedWhenItsMessageIsTooOldForAnyStep() throws SQLException {
        UUID old = inMailbox(45);
        UUID young = inMailbox(43);

        Wait.until(() -> delivery.mailboxes(new MessageId(old)) == 0);
        assertThat(TestTopics.expires(new MessageId(old), Lane.BULK)).isZero();
        Wait.until(() -> TestTopics.expires(new MessageId(young), Lane.BULK) > 0);
    }

    private RecipientId withdrawn(int daysAgo) throws SQLException {
        RecipientId recipient = TestTopics.newRecipient();
        withdrawn(recipient, daysAgo);
        return recipient;
    }

    private void withdrawn(RecipientId recipient, int daysAgo) throws SQLException {
        delivery.execute(
                "insert into withdrawal values ('%s', 'acme', 'order-updates', '', 0, now() - interval '%d days')"
                        .formatted(recipient, daysAgo));
    }

    private long withdrawals(RecipientId recipient) throws SQLException {
        return delivery.count(
                "select count(*) from withdrawal where recipient = '" + recipient + "'");
    }

    /** Adds a row that has ended, of a message of that day. */
    private UUID inMailbox(int daysAgo) throws SQLException {
        long then = Instant.now().minus(Duration.ofDays(daysAgo)).toEpochMilli();
        UUID message = new UUID(then << 16 | 0x8000, 0x8000_0000_0000_0000L | then);
        delivery.execute(
                """
                insert into mailbox (message, device, recipient, business, lane, sequence, ends_at, purpose,
                                     channel, consent_version, consent_partition, frame, sealed)
                values ('%s', 'd_', '%s', 'acme', 'BULK', 1, now() - interval '1 day', 'p', 'SEALPOST', 1, 0, '', '')
                """
                        .formatted(message, TestTopics.newRecipient()));
        return message;
    }
}
