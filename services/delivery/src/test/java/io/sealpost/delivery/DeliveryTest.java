package io.sealpost.delivery;

import static io.sealpost.delivery.World.newRecipient;
import static io.sealpost.delivery.World.sealed;
import static io.sealpost.delivery.World.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sealpost.delivery.domain.DeviceAddress;
import io.sealpost.delivery.store.Devices;
import io.sealpost.delivery.store.Pushes;
import io.sealpost.delivery.store.Pushes.Taken;
import io.sealpost.delivery.store.Pushes.Wanted;
import io.sealpost.schemas.Clearance;
import io.sealpost.schemas.DeadLetterReason;
import io.sealpost.schemas.Lane;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.key.SigningKey;
import io.sealpost.seal.socket.Acknowledgement.Receipt;
import io.sealpost.seal.socket.ReceiptKind;
import io.sealpost.testing.SealpostParts;
import io.sealpost.testing.Wait;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.net.URL;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Delivery on a real broker, database and registry, with real sockets. */
@QuarkusTest
@QuarkusTestResource(
        value = SealpostParts.class,
        initArgs = @ResourceArg(name = "database", value = "delivery"))
class DeliveryTest {
    @TestHTTPResource
    @SuppressWarnings("NullAway.Init")
    URL url;

    @Inject DataSource database;
    @Inject Pool pool;

    private final List<Phone> phones = new ArrayList<>();

    @BeforeAll
    static void deploy() {
        World.deploy();
    }

    @AfterEach
    void hangUp() {
        phones.forEach(Phone::close);
        World.consentLives(true);
    }

    /** Enrolled devices of one recipient, known to delivery. */
    private List<Phone> enrol(RecipientId recipient, int count) {
        List<Phone> own = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            own.add(Phone.of(recipient));
        }
        phones.addAll(own);
        World.list(recipient, 1, own);
        Wait.until(
                () ->
                        count("select count(*) from device where recipient = '" + recipient + "'")
                                == count);
        return own;
    }

    private long count(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private long waiting(MessageId message) throws SQLException {
        return count("select count(*) from mailbox where message = '" + message + "'");
    }

    private Phone connected(Phone phone) {
        phones.add(phone);
        return phone.ready(url.getPort());
    }

    @Test
    void aMessageIsPushedAcknowledgedAndTold() throws SQLException {
        RecipientId recipient = newRecipient();
        List<Phone> own = enrol(recipient, 1);
        connected(own.getFirst()).answering();

        MessageId message = World.send(sealed(recipient, Lane.URGENT, own));

        assertThat(told(message, 5))
                .containsExactly("ACCEPTED", "CLEARED", "SEALED", "SENT", "DELIVERED!");
        assertThat(waiting(message)).isZero();

        own.getFirst().acknowledge(ReceiptKind.READ, message);
        assertThat(told(message, 6)).endsWith("DELIVERED!", "READ");
    }

    @Test
    void theFirstOfTwoDevicesEndsTheMessage() {
        RecipientId recipient = newRecipient();
        List<Phone> own = enrol(recipient, 2);
        own.forEach(phone -> connected(phone).answering());

        MessageId message = World.send(sealed(recipient, Lane.BULK, own));

        assertThat(told(message, 6))
                .containsExactly(
                        "ACCEPTED", "CLEARED", "SEALED", "SENT", "DELIVERED!", "DELIVERED");
        Wait.until(() -> waiting(message) == 0);
    }

    @Test
    void sentIsToldByItselfWhereNobodyAnswers() {
        RecipientId recipient = newRecipient();
        List<Phone> own = enrol(recipient, 1);
        connected(own.getFirst());

        MessageId message = World.send(sealed(recipient, Lane.BULK, own));
        assertThat(told(message, 4)).containsExactly("ACCEPTED", "CLEARED", "SEALED", "SENT");

        own.getFirst().acknowledge(ReceiptKind.CANNOT_OPEN, message);
        assertThat(told(message, 5)).endsWith("SENT", "FAILED!");
    }

    @Test
    void anAnswerGivenTwiceIsToldOnce() {
        RecipientId recipient = newRecipient();
        List<Phone> own = enrol(recipient, 1);
        Phone phone = connected(own.getFirst());
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
        List<Phone> own = enrol(recipient, 1);
        connected(own.getFirst()).answering();
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
        List<Phone> own = enrol(recipient, 1);
        var message = sealed(recipient, Lane.BULK, own);
        message.getHeader().setExpiresAt(World.now().plusMillis(200));

        MessageId id = World.send(message);

        assertThat(told(id, 4)).containsExactly("ACCEPTED", "CLEARED", "SEALED", "EXPIRED!");
        assertThat(waiting(id)).isZero();
    }

    @Test
    void aWithdrawalStoredBeforeRecallsOnArrival() throws SQLException {
        RecipientId recipient = newRecipient();
        List<Phone> own = enrol(recipient, 1);
        World.withdraw(recipient, 1);
        Wait.until(
                () ->
                        count(
                                        "select count(*) from withdrawal where recipient = '"
                                                + recipient
                                                + "'")
                                == 1);

        MessageId covered = World.send(sealed(recipient, Lane.BULK, own));
        MessageId newer =
                World.send(
                        sealed(recipient, Lane.BULK, own)
                                .setClearance(
                                        new Clearance(ByteBuffer.allocate(32), 2L, World.now())));

        assertThat(told(covered, 4)).containsExactly("ACCEPTED", "CLEARED", "SEALED", "RECALLED!");
        assertThat(told(newer, 3)).containsExactly("ACCEPTED", "CLEARED", "SEALED");
        assertThat(waiting(covered)).isZero();
        assertThat(waiting(newer)).isOne();
    }

    @Test
    void aWithdrawalRecallsWhatIsNotDelivered() {
        RecipientId recipient = newRecipient();
        List<Phone> own = enrol(recipient, 1);
        MessageId message = World.send(sealed(recipient, Lane.BULK, own));
        Wait.until(() -> waiting(message) == 1);

        World.withdraw(recipient, 1);

        assertThat(told(message, 4)).containsExactly("ACCEPTED", "CLEARED", "SEALED", "RECALLED!");
        Phone phone = connected(own.getFirst()).answering();
        MessageId newer =
                World.send(
                        sealed(recipient, Lane.BULK, own)
                                .setClearance(
                                        new Clearance(ByteBuffer.allocate(32), 2L, World.now())));
        assertThat(told(newer, 5)).endsWith("DELIVERED!");
        assertThat(phone.has(message)).isFalse();
    }

    @Test
    void withoutAPulseOfConsentNothingIsPushedUntilItIsBack() {
        RecipientId recipient = newRecipient();
        List<Phone> own = enrol(recipient, 1);
        Phone phone = connected(own.getFirst()).answering();
        World.consentLives(false);
        Wait.until(
                () ->
                        count(
                                        """
                                        select count(*) from consent_pulse
                                        where seen_at > clock_timestamp() - interval '3 seconds'
                                        """)
                                == 0);

        MessageId message = World.send(sealed(recipient, Lane.URGENT, own));
        Wait.until(() -> waiting(message) == 1);
        Awaitility.await().during(Duration.ofSeconds(1)).until(() -> !phone.has(message));

        World.consentLives(true);
        assertThat(told(message, 5)).endsWith("DELIVERED!");
    }

    @Test
    void whatIsNotAnsweredIsPushedAgainAfterAReconnect() {
        RecipientId recipient = newRecipient();
        List<Phone> own = enrol(recipient, 1);
        Phone first = connected(own.getFirst());
        MessageId message = World.send(sealed(recipient, Lane.BULK, own));
        first.awaitPush(message);
        first.close();

        connected(first.again().answering());

        assertThat(told(message, 5)).endsWith("DELIVERED!");
    }

    @Test
    void aDeviceThatOwesTwoAnswersGetsNoMoreOfTheLaneUntilItGivesOne() {
        RecipientId recipient = newRecipient();
        List<Phone> own = enrol(recipient, 1);
        Phone phone = connected(own.getFirst());
        MessageId first = World.send(sealed(recipient, Lane.BULK, own));
        phone.awaitPush(first);
        phone.awaitPush(World.send(sealed(recipient, Lane.BULK, own)));

        MessageId third = World.send(sealed(recipient, Lane.BULK, own));
        assertThat(told(third, 3)).endsWith("SEALED");
        phone.awaitPush(World.send(sealed(recipient, Lane.URGENT, own)));
        assertThat(phone.has(third)).isFalse();

        phone.acknowledge(ReceiptKind.DELIVERED, first);
        phone.awaitPush(third);
    }

    @Test
    void aSecondSocketOfADeviceTakesItOver() {
        RecipientId recipient = newRecipient();
        List<Phone> own = enrol(recipient, 1);
        Phone first = connected(own.getFirst());
        Phone second = connected(first.again()).answering();

        assertThat(first.awaitError()).isEqualTo("taken-over");
        first.awaitClosed();
        MessageId message = World.send(sealed(recipient, Lane.BULK, own));
        assertThat(told(message, 5)).endsWith("DELIVERED!");
        assertThat(second.has(message)).isTrue();
        assertThat(first.has(message)).isFalse();
    }

    @Test
    void anUnknownDeviceAndAFalseSignatureAreRefused() {
        RecipientId recipient = newRecipient();
        Phone known = enrol(recipient, 1).getFirst();

        Phone unknown = Phone.of(recipient).connect(url.getPort());
        assertThat(unknown.awaitError()).isEqualTo("unknown-device");
        unknown.awaitClosed();

        Phone forged = known.forged().connect(url.getPort());
        assertThat(forged.awaitError()).isEqualTo("bad-signature");
        forged.awaitClosed();
    }

    @Test
    void aRevokedDeviceIsRefused() {
        RecipientId recipient = newRecipient();
        List<Phone> own = enrol(recipient, 2);
        World.list(recipient, 2, own.subList(1, 2));
        Wait.until(
                () ->
                        count(
                                        "select count(*) from device where standing and recipient ="
                                                + " '"
                                                + recipient
                                                + "'")
                                == 1);
        assertThat(own.getFirst().connect(url.getPort()).awaitError()).isEqualTo("unknown-device");
        connected(own.getLast());

        World.list(recipient, 1, own);
        enrol(newRecipient(), 1);
        Phone back = own.getFirst().again().connect(url.getPort());
        assertThat(back.awaitError()).isEqualTo("unknown-device");
    }

    @Test
    void aSocketThatLostItsDevicePushesNothing() {
        RecipientId recipient = newRecipient();
        List<Phone> own = enrol(recipient, 1);
        MessageId message = World.send(sealed(recipient, Lane.BULK, own));
        Wait.until(() -> waiting(message) == 1);
        DeviceAddress address = new DeviceAddress(World.ACME, own.getFirst().device());
        long lost = Devices.claim(pool, address).await().indefinitely();
        long held = Devices.claim(pool, address).await().indefinitely();

        assertThat(take(address, recipient, lost)).isEmpty();
        assertThat(take(address, recipient, held)).containsExactly(message);
        assertThat(take(address, recipient, held)).isEmpty();
    }

    @Test
    void aWithdrawalStopsThePushBeforeTheRecallIsThere() throws SQLException {
        RecipientId recipient = newRecipient();
        List<Phone> own = enrol(recipient, 1);
        MessageId message = World.send(sealed(recipient, Lane.BULK, own));
        Wait.until(() -> waiting(message) == 1);
        DeviceAddress address = new DeviceAddress(World.ACME, own.getFirst().device());
        long epoch = Devices.claim(pool, address).await().indefinitely();

        execute(INSERT_WITHDRAWAL.formatted(recipient));

        assertThat(take(address, recipient, epoch)).isEmpty();
    }

    private static final String INSERT_WITHDRAWAL =
            "insert into withdrawal values ('%s', 'acme', 'order-updates', 'SEALPOST', 1)";

    private List<MessageId> take(DeviceAddress address, RecipientId recipient, long epoch) {
        Wanted wanted = new Wanted(address, recipient, epoch, 10);
        return Pushes.take(pool, Lane.BULK, List.of(wanted), Duration.ofSeconds(3))
                .await()
                .indefinitely()
                .getOrDefault(address, List.of())
                .stream()
                .map(Taken::message)
                .toList();
    }

    private void execute(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void aWithdrawalBeingStoredHoldsNewMessagesBack() throws SQLException {
        RecipientId recipient = newRecipient();
        List<Phone> own = enrol(recipient, 1);
        MessageId message;
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select from consent_pulse for update");
            statement.execute(INSERT_WITHDRAWAL.formatted(recipient));
            message = World.send(sealed(recipient, Lane.BULK, own));
            Wait.until(() -> count(BLOCKED) > 0);
            connection.commit();
        }
        assertThat(told(message, 4)).containsExactly("ACCEPTED", "CLEARED", "SEALED", "RECALLED!");
    }

    private static final String BLOCKED =
            """
            select count(*) from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock' and query like '%for share%'
            """;

    @Test
    void anAnswerForAnotherDevicesMessageCountsForNothing() {
        RecipientId recipient = newRecipient();
        RecipientId other = newRecipient();
        List<Phone> own = enrol(recipient, 1);
        Phone phone = connected(own.getFirst());
        MessageId mine = World.send(sealed(recipient, Lane.BULK, own));
        MessageId theirs = World.send(sealed(other, Lane.BULK, enrol(other, 1)));
        phone.awaitPush(mine);
        told(theirs, 3);

        phone.acknowledge(ReceiptKind.DELIVERED, mine, theirs);
        assertThat(phone.awaitError()).isEqualTo("unknown-message");
        assertThat(World.receipts(theirs, Lane.BULK)).isZero();
        assertThat(World.receipts(mine, Lane.BULK)).isZero();

        phone.acknowledge(ReceiptKind.DELIVERED, mine);
        assertThat(told(mine, 5)).endsWith("DELIVERED!");
    }

    @Test
    void anAnswerBeforeThePushOrForOtherBytesCountsForNothing() {
        RecipientId recipient = newRecipient();
        List<Phone> own = enrol(recipient, 1);
        Phone phone = connected(own.getFirst());
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
        List<Phone> own = enrol(recipient, 1);
        Phone phone = connected(own.getFirst());
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
    void whatIsNoFrameIsAnsweredAndTooMuchOfItClosesTheSocket() {
        RecipientId recipient = newRecipient();
        Phone phone = connected(enrol(recipient, 1).getFirst());
        for (int i = 0; i < 11; i++) {
            phone.send("{\"type\":\"ack\",\"unknown\":1}");
        }
        assertThat(phone.awaitError()).isEqualTo("bad-frame");
        phone.awaitClosed();
    }
}
