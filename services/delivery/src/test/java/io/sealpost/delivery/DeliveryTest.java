package io.sealpost.delivery;

import static io.sealpost.delivery.TestTopics.eventKinds;
import static io.sealpost.delivery.TestTopics.newRecipient;
import static io.sealpost.delivery.TestTopics.sealed;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.sealpost.schemas.DeadLetter;
import io.sealpost.schemas.DeadLetterReason;
import io.sealpost.seal.id.Lane;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.socket.ReceiptKind;
import io.sealpost.testing.SealpostParts;
import io.sealpost.testing.Wait;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Messages through delivery, with a real broker, database, registry and sockets. */
@QuarkusTest
@QuarkusTestResource(
        value = SealpostParts.class,
        initArgs = @ResourceArg(name = "database", value = "delivery"))
class DeliveryTest {
    @Inject DeliveryFixture delivery;

    @AfterEach
    void disconnect() {
        delivery.disconnect();
    }

    @Test
    void aMessageIsPushedAndAcknowledgedAndItsEventsArePublished() throws SQLException {
        RecipientId recipient = newRecipient();
        List<TestDevice> own = delivery.enrol(recipient, 1);
        delivery.connected(own.getFirst()).answering();

        MessageId message = TestTopics.send(sealed(recipient, Lane.URGENT, own));

        assertThat(eventKinds(message, 5))
                .containsExactly("ACCEPTED", "CLEARED", "SEALED", "SENT", "DELIVERED!");
        assertThat(delivery.mailboxes(message)).isZero();

        own.getFirst().acknowledge(ReceiptKind.READ, message);
        assertThat(eventKinds(message, 6)).endsWith("DELIVERED!", "READ");
    }

    @Test
    void theFirstOfTwoDevicesEndsTheMessage() {
        RecipientId recipient = newRecipient();
        List<TestDevice> own = delivery.enrol(recipient, 2);
        own.forEach(phone -> delivery.connected(phone).answering());

        MessageId message = TestTopics.send(sealed(recipient, Lane.BULK, own));

        assertThat(eventKinds(message, 6))
                .containsExactly(
                        "ACCEPTED", "CLEARED", "SEALED", "SENT", "DELIVERED!", "DELIVERED");
        Wait.until(() -> delivery.mailboxes(message) == 0);
    }

    @Test
    void sentIsPublishedByItselfIfTheDeviceDoesNotAnswer() {
        RecipientId recipient = newRecipient();
        List<TestDevice> own = delivery.enrol(recipient, 1);
        delivery.connected(own.getFirst());

        MessageId message = TestTopics.send(sealed(recipient, Lane.BULK, own));
        assertThat(eventKinds(message, 4)).containsExactly("ACCEPTED", "CLEARED", "SEALED", "SENT");

        own.getFirst().acknowledge(ReceiptKind.CANNOT_OPEN, message);
        assertThat(eventKinds(message, 5)).endsWith("SENT", "FAILED!");
    }

    @Test
    void aRepeatedAnswerIsPublishedOnce() {
        RecipientId recipient = newRecipient();
        List<TestDevice> own = delivery.enrol(recipient, 1);
        TestDevice phone = delivery.connected(own.getFirst());
        MessageId message = TestTopics.send(sealed(recipient, Lane.BULK, own));
        phone.awaitPush(message);

        phone.acknowledge(ReceiptKind.DELIVERED, message, message);
        phone.acknowledge(ReceiptKind.DELIVERED, message);
        MessageId last = TestTopics.send(sealed(recipient, Lane.BULK, own));
        phone.awaitPush(last);
        phone.acknowledge(ReceiptKind.DELIVERED, last);

        assertThat(eventKinds(last, 5)).endsWith("DELIVERED!");
        assertThat(eventKinds(message, 5))
                .containsExactly("ACCEPTED", "CLEARED", "SEALED", "SENT", "DELIVERED!");
    }

    @Test
    void wrongRecordsInTheMiddleDelayNoOthers() {
        RecipientId recipient = newRecipient();
        List<TestDevice> own = delivery.enrol(recipient, 1);
        delivery.connected(own.getFirst()).answering();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        List<MessageId> good = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            var message = sealed(recipient, Lane.BULK, own).build();
            good.add(TestTopics.id(message));
            records.add(TestTopics.record(message));
        }
        records.add(
                3,
                TestTopics.record("message-steps.bulk", recipient.value(), new byte[] {1, 2, 3}));
        var elsewhere = TestTopics.record(sealed(recipient, Lane.BULK, own).build());
        var urgent = sealed(recipient, Lane.URGENT, own).build();
        records.add(
                5, TestTopics.record("message-steps.bulk", "r_somebodyelse", elsewhere.value()));
        records.add(
                7,
                TestTopics.record(
                        "message-steps.bulk",
                        recipient.value(),
                        TestTopics.record(urgent).value()));
        TestTopics.sendAll(records);

        good.forEach(message -> assertThat(eventKinds(message, 5)).endsWith("DELIVERED!"));
        assertThat(own.getFirst().pushes()).isEqualTo(good);
        assertThat(TestTopics.deadLetters())
                .extracting(DeadLetter::getReason)
                .contains(DeadLetterReason.NOT_FRAMED, DeadLetterReason.BAD_FORM);
        assertThat(TestTopics.events(TestTopics.id(urgent)))
                .as("on another lane's topic")
                .isEmpty();
    }

    @Test
    void aMessageExpiresWhenItsTimeHasPassed() throws SQLException {
        RecipientId recipient = newRecipient();
        List<TestDevice> own = delivery.enrol(recipient, 1);
        var message = sealed(recipient, Lane.BULK, own);
        message.getHeader().setExpiresAt(TestTopics.now().plusMillis(200));

        MessageId id = TestTopics.send(message);

        assertThat(eventKinds(id, 4)).containsExactly("ACCEPTED", "CLEARED", "SEALED", "EXPIRED!");
        assertThat(delivery.mailboxes(id)).isZero();
    }

    @Test
    void aStepOfAMessageThatIsTooOldIsADeadLetter() {
        RecipientId recipient = newRecipient();
        var message = sealed(recipient, Lane.BULK, delivery.enrol(recipient, 1));
        long then = TestTopics.now().minus(Duration.ofDays(45)).toEpochMilli();
        UUID old = new UUID(then << 16 | 0x8000, 0x8000_0000_0000_0000L);
        message.getHeader().setMessageId(old);

        MessageId id = TestTopics.send(message);

        Wait.until(
                () ->
                        TestTopics.deadLetters().stream()
                                .anyMatch(dead -> dead.getReason() == DeadLetterReason.TOO_OLD));
        assertThat(TestTopics.events(id)).isEmpty();
    }
}
