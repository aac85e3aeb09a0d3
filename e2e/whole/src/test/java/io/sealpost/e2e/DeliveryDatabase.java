package io.sealpost.e2e;

import io.sealpost.seal.id.RecipientId;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;

/** Reads delivery's database with delivery's own role. */
final class DeliveryDatabase {
    private final String url;
    private final String password;

    DeliveryDatabase(SealpostCommand sealpost) throws IOException {
        this.url =
                "jdbc:postgresql://127.0.0.1:" + sealpost.platform().postgresPort() + "/delivery";
        this.password =
                Files.readString(sealpost.state().resolve("services/delivery/database.password"))
                        .strip();
    }

    /** The number of messages in the mailboxes of these recipients. */
    long waiting(Collection<RecipientId> recipients) {
        String[] ids = recipients.stream().map(RecipientId::value).toArray(String[]::new);
        try (Connection connection = open();
                PreparedStatement query =
                        connection.prepareStatement(
                                "select count(*) from mailbox where recipient = any(?)")) {
            query.setArray(1, connection.createArrayOf("text", ids));
            return first(query, Long.class);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** When delivery last received a heartbeat of consent, on any partition; database's clock. */
    Instant lastHeartbeat() {
        return instant("select max(seen_at) from consent_pulse");
    }

    /** The time since then. */
    Duration sinceHeartbeat() {
        return Duration.between(lastHeartbeat(), now());
    }

    /** The database's clock. */
    Instant now() {
        return instant("select clock_timestamp()");
    }

    private Instant instant(String sql) {
        try (Connection connection = open();
                PreparedStatement query = connection.prepareStatement(sql)) {
            return first(query, OffsetDateTime.class).toInstant();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection open() throws SQLException {
        return DriverManager.getConnection(url, "delivery", password);
    }

    private static <T> T first(PreparedStatement query, Class<T> type) throws SQLException {
        try (ResultSet rows = query.executeQuery()) {
            if (!rows.next()) {
                throw new SQLException("no row");
            }
            return rows.getObject(1, type);
        }
    }
}
