package io.sealpost.delivery;

import static io.sealpost.delivery.TestTopics.eventKinds;
import static io.sealpost.delivery.TestTopics.newRecipient;
import static io.sealpost.delivery.TestTopics.sealed;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.sealpost.delivery.domain.DeviceAddress;
import io.sealpost.delivery.store.PushQueue.FrameLimit;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.Lane;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.key.SigningKey;
import io.sealpost.seal.socket.Acknowledgement.Receipt;
import io.sealpost.seal.socket.ReceiptKind;
import io.sealpost.testing.SealpostParts;
import io.sealpost.testing.Wait;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which sockets are pushed to, and which answers are accepted. */
@QuarkusTest
@QuarkusTestResource(
        value = SealpostParts.class,
        initArgs = @ResourceArg(name = "database", value = "delivery"))
class SocketTest {
    @Inject DeliveryFixture delivery;

    @AfterEach
    void disconnect() {
        delivery.disconnect();
    }

    @Test
    void whatIsNotAnsweredIsPushedAgainAfterAReconnect() {
        RecipientId recipient = newRecipient();
        List<TestDevice> own = delivery.enrol(recipient, 1);
        TestDevice first = delivery.connected(own.getFirst());
        MessageId message = TestTopics.send(sealed(recipient, Lane.BULK, own));
        first.awaitPush(message);
        first.close();

        delivery.connected(first.withoutMemory().answering());

        assertThat(eventKinds(message, 5)).endsWith("DELIVERED!");
    }

    @Test
    void aDeviceWithAnUnansweredFrameGetsNoMoreOfThatLane() {
        RecipientId recipient = newRecipient();
        List<TestDevice> own = delivery.enrol(recipient, 1);
        TestDevice phone = delivery.connected(own.getFirst());
        MessageId first = TestTopics.send(sealed(recipient, Lane.BULK, own));
        phone.awaitPush(first);

        MessageId second = TestTopics.send(sealed(recipient, Lane.BULK, own));
        assertThat(eventKinds(second, 3)).endsWith("SEALED");
        phone.awaitPush(TestTopics.send(sealed(recipient, Lane.URGENT, own)));
        assertThat(phone.wasPushed(second)).isFalse();

        phone.acknowledge(ReceiptKind.DELIVERED, first);
        phone.awaitPush(second);
    }

    @Test
    void aSecondSocketOfADeviceTakesItOver() {
        RecipientId recipient = newRecipient();
        List<TestDevice> own = delivery.enrol(recipient, 1);
        TestDevice first = delivery.connected(own.getFirst());
        TestDevice second = delivery.connected(first.withoutMemory()).answering();

        assertThat(first.awaitError()).isEqualTo("taken-over");
        first.awaitClosed();
        MessageId message = TestTopics.send(sealed(recipient, Lane.BULK, own));
        assertThat(eventKinds(message, 5)).endsWith("DELIVERED!");
        assertThat(second.wasPushed(message)).isTrue();
        assertThat(first.wasPushed(message)).isFalse();
    }

    @Test
    void aSocketThatHasLostItsDevicePushesNothing() {
        RecipientId recipient = newRecipient();
        List<TestDevice> own = delivery.enrol(recipient, 1);
        MessageId message = TestTopics.send(sealed(recipient, Lane.BULK, own));
        Wait.until(() -> delivery.mailboxes(message) == 1);
        DeviceAddress address = new DeviceAddress(TestTopics.ACME, own.getFirst().device());
        long lost = delivery.takeOver(address);
        long held = delivery.takeOver(address);

        assertThat(delivery.take(address, recipient, lost)).isEmpty();
        assertThat(delivery.take(address, recipient, held)).containsExactly(message);
        assertThat(delivery.take(address, recipient, held)).isEmpty();
    }

    @Test
    void aFrameEndsAtItsLimitOfBytesAndTheRestIsInTheNextOne() {
        RecipientId recipient = newRecipient();
        List<TestDevice> own = delivery.enrol(recipient, 1);
        List<MessageId> sent =
                Stream.generate(() -> TestTopics.send(sealed(recipient, Lane.BULK, own)))
                        .limit(3)
                        .toList();
        Wait.until(() -> delivery.mailboxes(sent.getLast()) == 1);
        DeviceAddress address = new DeviceAddress(TestTopics.ACME, own.getFirst().device());
        long epoch = delivery.takeOver(address);

        FrameLimit small = new FrameLimit(10, TestTopics.ENVELOPE_SIZE + 1);
        assertThat(delivery.take(address, recipient, epoch, small)).containsExactly(sent.get(0));
        assertThat(delivery.take(address, recipient, epoch)).isEqualTo(sent.subList(1, 3));
    }

    @Test
    void anUnknownDeviceAndAFalseSignatureAreRefused() {
        RecipientId recipient = newRecipient();
        TestDevice known = delivery.enrol(recipient, 1).getFirst();

        TestDevice unknown = TestDevice.of(recipient).connect(delivery.port());
        assertThat(unknown.awaitError()).isEqualTo("unknown-device");
        unknown.awaitClosed();

        TestDevice forged = known.withAnotherKey().connect(delivery.port());
        assertThat(forged.awaitError()).isEqualTo("bad-signature");
        forged.awaitClosed();
    }

    @Test
    void aRevokedDeviceIsRefused() {
        RecipientId recipient = newRecipient();
        List<TestDevice> own = delivery.enrol(recipient, 2);
        TestTopics.publishList(recipient, 2, own.subList(1, 2));
        Wait.until(() -> delivery.devices(recipient) == 1);
        assertThat(own.getFirst().connect(delivery.port()).awaitError())
                .isEqualTo("unknown-device");
        delivery.connected(own.getLast());

        TestTopics.publishList(recipient, 1, own);
        delivery.enrol(newRecipient(), 1);
        TestDevice back = own.getFirst().withoutMemory().connect(delivery.port());
        assertThat(back.awaitError()).isEqualTo("unknown-device");
    }

    @Test
    void anAnswerToAnotherDevicesMessageIsRefused() {
        RecipientId recipient = newRecipient();
        RecipientId other = newRecipient();
        List<TestDevice> own = delivery.enrol(recipient, 1);
        TestDevice phone = delivery.connected(own.getFirst());
        MessageId mine = TestTopics.send(sealed(recipient, Lane.BULK, own));
        MessageId theirs = TestTopics.send(sealed(other, Lane.BULK, delivery.enrol(other, 1)));
        phone.awaitPush(mine);
        eventKinds(theirs, 3);

        phone.acknowledge(ReceiptKind.DELIVERED, mine, theirs);
        assertThat(phone.awaitError()).isEqualTo("unknown-message");
        assertThat(TestTopics.receipts(theirs, Lane.BULK)).isZero();
        assertThat(TestTopics.receipts(mine, Lane.BULK)).isZero();

        phone.acknowledge(ReceiptKind.DELIVERED, mine);
        assertThat(eventKinds(mine, 5)).endsWith("DELIVERED!");
    }

    /** A device's id is unique within a business, and its recipient must be the message's. */
    @ParameterizedTest
    @CsvSource({"acme, false", "other, true"})
    void anAnswerToAMessageOfAnotherRecipientOrBusinessIsRefused(
            String business, boolean isOwnRecipient) throws SQLException {
        RecipientId recipient = newRecipient();
        RecipientId other = newRecipient();
        TestDevice phone = delivery.connected(delivery.enrol(recipient, 1).getFirst());
        MessageId theirs = TestTopics.send(sealed(other, Lane.BULK, delivery.enrol(other, 1)));
        eventKinds(theirs, 3);
        delivery.execute(
                "update message set sealed_to = '{%s}', business = '%s', recipient = '%s' where id = '%s'"
                        .formatted(
                                phone.device(),
                                business,
                                isOwnRecipient ? recipient : other,
                                theirs.value()));

        phone.acknowledge(ReceiptKind.DELIVERED, theirs);
        assertThat(phone.awaitError()).isEqualTo("unknown-message");
        assertThat(TestTopics.receipts(theirs, Lane.BULK)).isZero();
    }

    @ParameterizedTest
    @EnumSource(ReceiptKind.class)
    void anAnswerOfADeviceThatTheMessageWasNotSealedToIsRefused(ReceiptKind kind)
            throws SQLException {
        RecipientId recipient = newRecipient();
        List<TestDevice> both = delivery.enrol(recipient, 2);
        TestDevice other = delivery.connected(both.getLast());
        delivery.connected(both.getFirst()).answering();
        MessageId message = TestTopics.send(sealed(recipient, Lane.BULK, both.subList(0, 1)));
        assertThat(eventKinds(message, 5)).endsWith("DELIVERED!");

        other.acknowledge(kind, message);
        assertThat(other.awaitError()).isEqualTo("unknown-message");
        assertThat(TestTopics.receipts(message, Lane.BULK)).isOne();

        TestTopics.publishReceipt(message, other, kind);
        Wait.until(() -> delivery.isNotSealedTo(TestTopics.receiptId(message, other, kind)));
        assertThat(eventKinds(message, 5)).hasSize(5);
    }

    @Test
    void anAnswerBeforeThePushOrForOtherBytesIsRefused() {
        RecipientId recipient = newRecipient();
        List<TestDevice> own = delivery.enrol(recipient, 1);
        TestDevice phone = delivery.connected(own.getFirst());
        var later = sealed(recipient, Lane.BULK, own);
        later.getHeader().setNotBefore(TestTopics.now().plus(Duration.ofMinutes(5)));
        MessageId deferred = TestTopics.send(later);
        MessageId pushed = TestTopics.send(sealed(recipient, Lane.BULK, own));
        phone.awaitPush(pushed);

        phone.acknowledge(ReceiptKind.DELIVERED, deferred);
        assertThat(phone.awaitError()).isEqualTo("unknown-message");
        phone.acknowledge(
                List.of(new Receipt(pushed, Sha256.OF_NOTHING, ReceiptKind.DELIVERED)),
                phone.key());
        assertThat(phone.awaitError()).isEqualTo("unknown-message");
        assertThat(TestTopics.receipts(deferred, Lane.BULK)).isZero();
        assertThat(TestTopics.receipts(pushed, Lane.BULK)).isZero();
        assertThat(phone.wasPushed(deferred)).isFalse();
    }

    @Test
    void anAnswerWithAFalseSignatureClosesTheSocket() {
        RecipientId recipient = newRecipient();
        List<TestDevice> own = delivery.enrol(recipient, 1);
        TestDevice phone = delivery.connected(own.getFirst());
        MessageId message = TestTopics.send(sealed(recipient, Lane.BULK, own));
        phone.awaitPush(message);

        phone.acknowledge(
                List.of(new Receipt(message, Sha256.OF_NOTHING, ReceiptKind.DELIVERED)),
                SigningKey.generate());

        assertThat(phone.awaitError()).isEqualTo("bad-signature");
        phone.awaitClosed();
        assertThat(TestTopics.receipts(message, Lane.BULK)).isZero();
    }

    @Test
    void aDeviceThatSendsTooFastIsDisconnectedAndOthersAreNot() {
        RecipientId recipient = newRecipient();
        List<TestDevice> own = delivery.enrol(recipient, 2);
        TestDevice flood = delivery.connected(own.getFirst());
        delivery.connected(own.getLast()).answering();
        MessageId message = TestTopics.send(sealed(recipient, Lane.BULK, own.subList(0, 1)));
        flood.awaitPush(message);

        String frame = flood.acknowledgement(ReceiptKind.DELIVERED, message);
        for (int i = 0; i < 2_000 && !flood.isClosed(); i++) {
            flood.send(frame);
        }

        flood.awaitClosed();
        assertThat(flood.awaitError()).isEqualTo("too-fast");
        MessageId next = TestTopics.send(sealed(recipient, Lane.BULK, own.subList(1, 2)));
        assertThat(eventKinds(next, 5)).endsWith("DELIVERED!");
    }

    @Test
    void enrollingTheIdOfAnothersDeviceDoesNotTakeItOver() throws SQLException {
        RecipientId recipient = newRecipient();
        TestDevice owner = delivery.enrol(recipient, 1).getFirst();
        RecipientId other = newRecipient();
        TestDevice own = TestDevice.of(other);
        TestTopics.publishList(other, 9, List.of(owner.ofRecipient(other), own));
        Wait.until(() -> delivery.devices(other) == 1);

        assertThat(delivery.devices(recipient)).isOne();
        delivery.connected(owner).answering();
        MessageId message = TestTopics.send(sealed(recipient, Lane.BULK, List.of(owner)));
        assertThat(eventKinds(message, 5)).endsWith("DELIVERED!");
    }

    @Test
    void wrongFramesAreAnsweredAndTooManyCloseTheSocket() {
        RecipientId recipient = newRecipient();
        TestDevice phone = delivery.connected(delivery.enrol(recipient, 1).getFirst());
        for (int i = 0; i < 11; i++) {
            phone.send("{\"type\":\"ack\",\"unknown\":1}");
        }
        assertThat(phone.awaitError()).isEqualTo("bad-frame");
        phone.awaitClosed();
    }
}
