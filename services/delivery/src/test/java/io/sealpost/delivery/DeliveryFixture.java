package io.sealpost.delivery;

import io.sealpost.delivery.domain.DeviceAddress;
import io.sealpost.delivery.store.DeviceOwners;
import io.sealpost.delivery.store.PushQueue;
import io.sealpost.delivery.store.PushQueue.FrameLimit;
import io.sealpost.delivery.store.PushQueue.PushedMessage;
import io.sealpost.delivery.store.PushQueue.Request;
import io.sealpost.seal.id.Lane;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.testing.Wait;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The devices of a test, and the rows in delivery's database; one for each test. */
@Dependent
public class DeliveryFixture {
    @Inject DataSource database;
    @Inject Pool pool;

    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    private final List<TestDevice> phones = new ArrayList<>();

    @PostConstruct
    void deploy() {
        TestTopics.deploy();
    }

    /** Enrols devices of one recipient, and waits until delivery knows them. */
    List<TestDevice> enrol(RecipientId recipient, int count) {
        List<TestDevice> own = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            own.add(TestDevice.of(recipient));
        }
        phones.addAll(own);
        TestTopics.publishList(recipient, 1, own);
        Wait.until(() -> devices(recipient) == count);
        return own;
    }

    TestDevice connected(TestDevice phone) {
        phones.add(phone);
        return phone.ready(port);
    }

    int port() {
        return port;
    }

    /** Closes every socket, and lets consent run. */
    void disconnect() {
        phones.forEach(TestDevice::close);
        TestTopics.consentIsRunning(true);
    }

    long count(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** The number of this recipient's listed devices. */
    long devices(RecipientId recipient) throws SQLException {
        return count(
                "select count(*) from device where listed and recipient = '" + recipient + "'");
    }

    /** The number of mailboxes that have the message. */
    long mailboxes(MessageId message) throws SQLException {
        return count("select count(*) from mailbox where message = '" + message + "'");
    }

    /** Takes the device over as a new socket does; returns the new epoch. */
    long takeOver(DeviceAddress address) {
        return DeviceOwners.takeOver(pool, address).await().indefinitely();
    }

    /** Takes the messages that a socket of that epoch may push now. */
    List<MessageId> take(DeviceAddress address, RecipientId recipient, long epoch) {
        return take(address, recipient, epoch, new FrameLimit(10, 1 << 20));
    }

    List<MessageId> take(
            DeviceAddress address, RecipientId recipient, long epoch, FrameLimit limit) {
        Request request = new Request(address, recipient, epoch, limit);
        return PushQueue.take(pool, Lane.BULK, List.of(request), Duration.ofSeconds(3))
                .await()
                .indefinitely()
                .getOrDefault(address, List.of())
                .stream()
                .map(PushedMessage::message)
                .toList();
    }

    void execute(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Whether the outcome of this step is that the message was not sealed to the device. */
    boolean isNotSealedTo(UUID step) throws SQLException {
        return count(
                        "select count(*) from handled where outcome = '\\x01000105' and id = '%s'"
                                .formatted(step))
                == 1;
    }
}
