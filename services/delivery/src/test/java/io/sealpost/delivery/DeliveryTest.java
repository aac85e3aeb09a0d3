package io.sealpost.delivery;

import static io.sealpost.delivery.World.newRecipient;
import static io.sealpost.delivery.World.sealed;
import static io.sealpost.delivery.World.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.sealpost.schemas.DeadLetterReason;
import io.sealpost.seal.id.Lane;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.socket.ReceiptKind;
import io.sealpost.testing.SealpostParts;
import io.sealpost.testing.Wait;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A message's way through delivery, on a real broker, database and registry, with real sockets. */
@QuarkusTest
@QuarkusTestResource(
        value = SealpostParts.class,
        initArgs = @ResourceArg(name = "database", value = "delivery"))
class DeliveryTest {
    @Inject Scene scene;

    @AfterEach
    void hangUp() {
        scene.hangUp();
    }

    @Test
    void aMessageIsPushedAcknowledgedAndTold() throws SQLException {
        RecipientId recipient = newRecipient();
        List<Phone> own = scene.enrol(recipient, 1);
        scene.connected(own.getFirst()).answering();

        MessageId message = World.send(sealed(recipient, Lane.URGENT, own));

        assertThat(told(message, 5))
                .containsExactly("ACCEPTED", "CLEARED", "SEALED", "SENT", "DELIVERED!");
        assertThat(scene.waiting(message)).isZero();

        own.getFirst().acknowledge(ReceiptKind.READ, message);
        assertThat(told(message, 6)).endsWith("DELIVERED!", "READ");
    }

    @Test
    void theFirstOfTwoDevicesEndsTheMessage() {
        RecipientId recipient = newRecipient();
        List<Phone> own = scene.enrol(recipient, 2);
        own.forEach(phone -> scene.connected(phone).answering());

        MessageId message = World.send(sealed(recipient, Lane.BULK, own));

        assertThat(told(message, 6))
                .containsExactly(
                        "ACCEPTED", "CLEARED", "SEALED", "SENT", "DELIVERED!", "DELIVERED");
        Wait.until(() -> scene.waiting(message) == 0);
    }

    @Test
    void sentIsToldByItselfWhereNobodyAnswers() {
        RecipientId recipient = newRecipient();
        List<Phone> own = scene.enrol(recipient, 1);
        scene.connected(own.getFirst());

        MessageId message = World.send(sealed(recipient, Lane.BULK, own));
        assertThat(told(message, 4)).containsExactly("ACCEPTED", "CLEARED", "SEALED", "SENT");

        own.getFirst().acknowledge(ReceiptKind.CANNOT_OPEN, message);
        assertThat(told(message, 5)).endsWith("SENT", "FAILED!");
    }

    @Test
    void anAnswerGivenTwiceIsToldOnce() {
        RecipientId recipient = newRecipient();
        List<Phone> own = scene.enrol(recipient, 1);
        Phone phone = scene.connected(own.getFirst());
        MessageId message = World.send(sealed(recipient, Lane.BULK, own));
        phone.awaitPush(message);

        phone.acknowledge(ReceiptKind.DELIVERED, message, message);
        phone.acknowledge(ReceiptKind.DELIVERED, message);
        MessageId last = World.send(sealed(recipient, Lane.BULK, own));
        phone.awaitPush(last);
        phone.acknowledge(ReceiptKind.DELIVERED, last);

        assertThat(told(last, 5)).endsWith("DELIVERED!");
        assertThat(told(message, 5))
                .containsExactly("ACCEPTED", "CLEARED", "SEALED", "SENT", "DELIVERED!");
    }

    @Test
    void poisonInTheMiddleHoldsNobodyUp() {
        RecipientId recipient = newRecipient();
        List<Phone> own = scene.enrol(recipient, 1);
        scene.connected(own.getFirst()).answering();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        List<MessageId> good = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            var message = sealed(recipient, Lane.BULK, own).build();
            good.add(World.id(message));
            records.add(World.record(message));
        }
        records.add(3, World.record("message-steps.bulk", recipient.value(), new byte[] {1, 2, 3}));
        var elsewhere = World.record(sealed(recipient, Lane.BULK, own).build());
        records.add(5, World.record("message-steps.bulk", "r_somebodyelse", elsewhere.value()));
        World.sendAll(records);

        good.forEach(message -> assertThat(told(message, 5)).endsWith("DELIVERED!"));
        assertThat(own.getFirst().order()).isEqualTo(good);
        assertThat(World.deadLetters())
                .extracting(letter -> letter.getReason())
                .contains(DeadLetterReason.NOT_FRAMED, DeadLetterReason.BAD_FORM);
    }

    @Test
    void aMessagePastItsTimeExpires() throws SQLException {
        RecipientId recipient = newRecipient();
        List<Phone> own = scene.enrol(recipient, 1);
        var message = sealed(recipient, Lane.BULK, own);
        message.getHeader().setExpiresAt(World.now().plusMillis(200));

        MessageId id = World.send(message);

        assertThat(told(id, 4)).containsExactly("ACCEPTED", "CLEARED", "SEALED", "EXPIRED!");
        assertThat(scene.waiting(id)).isZero();
    }
}
