package io.sealpost.delivery;

import static io.sealpost.delivery.World.newRecipient;
import static io.sealpost.delivery.World.sealed;
import static io.sealpost.delivery.World.told;
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
import org.junit.jupiter.params.provider.EnumSource;

/** Which socket is pushed to, and whose answers count. */
@QuarkusTest
@QuarkusTestResource(
        value = SealpostParts.class,
        initArgs = @ResourceArg(name = "database", value = "delivery"))
class SocketTest {
    @Inject Scene scene;

    @AfterEach
    void hangUp() {
        scene.hangUp();
    }

    @Test
    void whatIsNotAnsweredIsPushedAgainAfterAReconnect() {
        RecipientId recipient = newRecipient();
        List<Phone> own = scene.enrol(recipient, 1);
        Phone first = scene.connected(own.getFirst());
        MessageId message = World.send(sealed(recipient, Lane.BULK, own));
        first.awaitPush(message);
        first.close();

        scene.connected(first.again().answering());

        assertThat(told(message, 5)).endsWith("DELIVERED!");
    }

    @Test
    void aDeviceThatOwesAnAnswerGetsNoMoreOfTheLaneUntilItGivesIt() {
        RecipientId recipient = newRecipient();
        List<Phone> own = scene.enrol(recipient, 1);
        Phone phone = scene.connected(own.getFirst());
        MessageId first = World.send(sealed(recipient, Lane.BULK, own));
        phone.awaitPush(first);

        MessageId second = World.send(sealed(recipient, Lane.BULK, own));
        assertThat(told(second, 3)).endsWith("SEALED");
        phone.awaitPush(World.send(sealed(recipient, Lane.URGENT, own)));
        assertThat(phone.has(second)).isFalse();

        phone.acknowledge(ReceiptKind.DELIVERED, first);
        phone.awaitPush(second);
    }

    @Test
    void aSecondSocketOfADeviceTakesItOver() {
        RecipientId recipient = newRecipient();
        List<Phone> own = scene.enrol(recipient, 1);
        Phone first = scene.connected(own.getFirst());
        Phone second = scene.connected(first.again()).answering();

        assertThat(first.awaitError()).isEqualTo("taken-over");
        first.awaitClosed();
        MessageId message = World.send(sealed(recipient, Lane.BULK, own));
        assertThat(told(message, 5)).endsWith("DELIVERED!");
        assertThat(second.has(message)).isTrue();
        assertThat(first.has(message)).isFalse();
    }

    @Test
    void aSocketThatLostItsDevicePushesNothing() {
        RecipientId recipient = newRecipient();
        List<Phone> own = scene.enrol(recipient, 1);
        MessageId message = World.send(sealed(recipient, Lane.BULK, own));
        Wait.until(() -> scene.waiting(message) == 1);
        DeviceAddress address = new DeviceAddress(World.ACME, own.getFirst().device());
        long lost = scene.claim(address);
        long held = scene.claim(address);

        assertThat(scene.take(address, recipient, lost)).isEmpty();
        assertThat(scene.take(address, recipient, held)).containsExactly(message);
        assertThat(scene.take(address, recipient, held)).isEmpty();
    }

    @Test
    void aFrameIsFullWhenItsBytesAreAndTheRestStaysForTheNextOne() {
        RecipientId recipient = newRecipient();
        List<Phone> own = scene.enrol(recipient, 1);
        List<MessageId> sent =
                Stream.generate(() -> World.send(sealed(recipient, Lane.BULK, own)))
                        .limit(3)
                        .toList();
        Wait.until(() -> scene.waiting(sent.getLast()) == 1);
        DeviceAddress address = new DeviceAddress(World.ACME, own.getFirst().device());
        long epoch = scene.claim(address);

        FrameLimit small = new FrameLimit(10, World.ENVELOPE_SIZE + 1);
        assertThat(scene.take(address, recipient, epoch, small)).containsExactly(sent.get(0));
        assertThat(scene.take(address, recipient, epoch)).isEqualTo(sent.subList(1, 3));
    }

    @Test
    void anUnknownDeviceAndAFalseSignatureAreRefused() {
        RecipientId recipient = newRecipient();
        Phone known = scene.enrol(recipient, 1).getFirst();

        Phone unknown = Phone.of(recipient).connect(scene.port());
        assertThat(unknown.awaitError()).isEqualTo("unknown-device");
        unknown.awaitClosed();

        Phone forged = known.forged().connect(scene.port());
        assertThat(forged.awaitError()).isEqualTo("bad-signature");
        forged.awaitClosed();
    }

    @Test
    void aRevokedDeviceIsRefused() {
        RecipientId recipient = newRecipient();
        List<Phone> own = scene.enrol(recipient, 2);
        World.list(recipient, 2, own.subList(1, 2));
        Wait.until(() -> scene.devices(recipient) == 1);
        assertThat(own.getFirst().connect(scene.port()).awaitError()).isEqualTo("unknown-device");
        scene.connected(own.getLast());

        World.list(recipient, 1, own);
        scene.enrol(newRecipient(), 1);
        Phone back = own.getFirst().again().connect(scene.port());
        assertThat(back.awaitError()).isEqualTo("unknown-device");
    }

    @Test
    void anAnswerForAnotherDevicesMessageCountsForNothing() {
        RecipientId recipient = newRecipient();
        RecipientId other = newRecipient();
        List<Phone> own = scene.enrol(recipient, 1);
        Phone phone = scene.connected(own.getFirst());
        MessageId mine = World.send(sealed(recipient, Lane.BULK, own));
        MessageId theirs = World.send(sealed(other, Lane.BULK, scene.enrol(other, 1)));
        phone.awaitPush(mine);
        told(theirs, 3);

        phone.acknowledge(ReceiptKind.DELIVERED, mine, theirs);
        assertThat(phone.awaitError()).isEqualTo("unknown-message");
        assertThat(World.receipts(theirs, Lane.BULK)).isZero();
        assertThat(World.receipts(mine, Lane.BULK)).isZero();

        phone.acknowledge(ReceiptKind.DELIVERED, mine);
        assertThat(told(mine, 5)).endsWith("DELIVERED!");
    }

    /** The recipient decides too, not only the device's id. */
    @Test
    void anAnswerForAnotherRecipientsMessageCountsForNothing() throws SQLException {
        RecipientId recipient = newRecipient();
        RecipientId other = newRecipient();
        Phone phone = scene.connected(scene.enrol(recipient, 1).getFirst());
        MessageId theirs = World.send(sealed(other, Lane.BULK, scene.enrol(other, 1)));
        told(theirs, 3);
        scene.execute(
                "update message set sealed_to = '{%s}' where id = '%s'"
                        .formatted(phone.device(), theirs.value()));

        phone.acknowledge(ReceiptKind.DELIVERED, theirs);
        assertThat(phone.awaitError()).isEqualTo("unknown-message");
        assertThat(World.receipts(theirs, Lane.BULK)).isZero();
    }

    @ParameterizedTest
    @EnumSource(ReceiptKind.class)
    void anAnswerOfADeviceItWasNotSealedToCountsForNothing(ReceiptKind kind) throws SQLException {
        RecipientId recipient = newRecipient();
        List<Phone> both = scene.enrol(recipient, 2);
        Phone other = scene.connected(both.getLast());
        scene.connected(both.getFirst()).answering();
        MessageId message = World.send(sealed(recipient, Lane.BULK, both.subList(0, 1)));
        assertThat(told(message, 5)).endsWith("DELIVERED!");

        other.acknowledge(kind, message);
        assertThat(other.awaitError()).isEqualTo("unknown-message");
        assertThat(World.receipts(message, Lane.BULK)).isOne();

        World.answer(message, other, kind);
        Wait.until(() -> scene.isNotSealedTo(World.answerId(message, other, kind)));
        assertThat(told(message, 5)).hasSize(5);
    }

    @Test
    void anAnswerBeforeThePushOrForOtherBytesCountsForNothing() {
        RecipientId recipient = newRecipient();
        List<Phone> own = scene.enrol(recipient, 1);
        Phone phone = scene.connected(own.getFirst());
        var later = sealed(recipient, Lane.BULK, own);
        later.getHeader().setNotBefore(World.now().plus(Duration.ofMinutes(5)));
        MessageId deferred = World.send(later);
        MessageId pushed = World.send(sealed(recipient, Lane.BULK, own));
        phone.awaitPush(pushed);

        phone.acknowledge(ReceiptKind.DELIVERED, deferred);
        assertThat(phone.awaitError()).isEqualTo("unknown-message");
        phone.acknowledge(
                List.of(new Receipt(pushed, Sha256.OF_NOTHING, ReceiptKind.DELIVERED)),
                phone.key());
        assertThat(phone.awaitError()).isEqualTo("unknown-message");
        assertThat(World.receipts(deferred, Lane.BULK)).isZero();
        assertThat(World.receipts(pushed, Lane.BULK)).isZero();
        assertThat(phone.has(deferred)).isFalse();
    }

    @Test
    void anAnswerWithAFalseSignatureClosesTheSocket() {
        RecipientId recipient = newRecipient();
        List<Phone> own = scene.enrol(recipient, 1);
        Phone phone = scene.connected(own.getFirst());
        MessageId message = World.send(sealed(recipient, Lane.BULK, own));
        phone.awaitPush(message);

        phone.acknowledge(
                List.of(new Receipt(message, Sha256.OF_NOTHING, ReceiptKind.DELIVERED)),
                SigningKey.generate());

        assertThat(phone.awaitError()).isEqualTo("bad-signature");
        phone.awaitClosed();
        assertThat(World.receipts(message, Lane.BULK)).isZero();
    }

    @Test
    void aDeviceThatSendsFasterThanCanBeHandledIsCutOffAndTheOthersGoOn() {
        RecipientId recipient = newRecipient();
        List<Phone> own = scene.enrol(recipient, 2);
        Phone flood = scene.connected(own.getFirst());
        scene.connected(own.getLast()).answering();
        MessageId message = World.send(sealed(recipient, Lane.BULK, own.subList(0, 1)));
        flood.awaitPush(message);

        String frame = flood.acknowledgement(ReceiptKind.DELIVERED, message);
        for (int i = 0; i < 2_000 && !flood.isClosed(); i++) {
            flood.send(frame);
        }

        flood.awaitClosed();
        assertThat(flood.awaitError()).isEqualTo("too-fast");
        MessageId next = World.send(sealed(recipient, Lane.BULK, own.subList(1, 2)));
        assertThat(told(next, 5)).endsWith("DELIVERED!");
    }

    @Test
    void nobodyTakesADeviceOverByEnrollingUnderItsId() throws SQLException {
        RecipientId recipient = newRecipient();
        Phone owner = scene.enrol(recipient, 1).getFirst();
        RecipientId other = newRecipient();
        Phone own = Phone.of(other);
        World.list(other, 9, List.of(owner.copiedBy(other), own));
        Wait.until(() -> scene.devices(other) == 1);

        assertThat(scene.devices(recipient)).isOne();
        scene.connected(owner).answering();
        MessageId message = World.send(sealed(recipient, Lane.BULK, List.of(owner)));
        assertThat(told(message, 5)).endsWith("DELIVERED!");
    }

    @Test
    void whatIsNoFrameIsAnsweredAndTooMuchOfItClosesTheSocket() {
        RecipientId recipient = newRecipient();
        Phone phone = scene.connected(scene.enrol(recipient, 1).getFirst());
        for (int i = 0; i < 11; i++) {
            phone.send("{\"type\":\"ack\",\"unknown\":1}");
        }
        assertThat(phone.awaitError()).isEqualTo("bad-frame");
        phone.awaitClosed();
    }
}
