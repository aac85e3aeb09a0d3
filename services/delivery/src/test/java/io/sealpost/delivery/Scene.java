package io.sealpost.delivery;

import io.sealpost.delivery.domain.DeviceAddress;
import io.sealpost.delivery.store.Devices;
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

/** Phones, and what delivery's database holds; one for each test. */
@Dependent
public class Scene {
    @Inject DataSource database;
    @Inject Pool pool;

    @ConfigProperty(name = "quarkus.http.test-port")
    int port;

    private final List<Phone> phones = new ArrayList<>();

    @PostConstruct
    void deploy() {
        World.deploy();
    }

    /** Enrolled devices of one recipient, known to delivery. */
    List<Phone> enrol(RecipientId recipient, int count) {
        List<Phone> own = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            own.add(Phone.of(recipient));
        }
        phones.addAll(own);
        World.list(recipient, 1, own);
        Wait.until(() -> devices(recipient) == count);
        return own;
    }

    Phone connected(Phone phone) {
        phones.add(phone);
        return phone.ready(port);
    }

    int port() {
        return port;
    }

    /** Closes every socket; consent lives. */
    void hangUp() {
        phones.forEach(Phone::close);
        World.consentLives(true);
    }

    long count(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** How many devices delivery takes to be this recipient's. */
    long devices(RecipientId recipient) throws SQLException {
        return count(
                "select count(*) from device where listed and recipient = '" + recipient + "'");
    }

    /** In how many mailboxes the message is. */
    long waiting(MessageId message) throws SQLException {
        return count("select count(*) from mailbox where message = '" + message + "'");
    }

    /** The device's next epoch, as a socket that greets takes it. */
    long claim(DeviceAddress address) {
        return Devices.takeOver(pool, address).await().indefinitely();
    }

    /** What a socket of that epoch may push now. */
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

    /** Whether the step with this id was ignored, as one of a device not sealed to. */
    boolean isNotSealedTo(UUID step) throws SQLException {
        return count(
                        "select count(*) from handled where outcome = '\\x01000105' and id = '%s'"
                                .formatted(step))
                == 1;
    }
}
