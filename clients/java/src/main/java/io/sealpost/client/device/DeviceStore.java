package io.sealpost.client.device;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.sealpost.client.http.ApiClient;
import io.sealpost.seal.Secret;
import io.sealpost.seal.directory.TicketLink;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.key.SigningKey;
import java.net.URI;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One device's state in one SQLite file: its identity, its directory and its enrolment. {@link
 * MessageStore}, {@link ReadReceiptStore} and {@link Prekeys} use the same file. Times are
 * milliseconds since 1970. Thread-safe.
 */
final class DeviceStore implements AutoCloseable {
    private static final String SCHEMA =
            """
            create table if not exists device (
              id integer primary key check (id = 1),
              business text not null, recipient text not null, device text not null,
              identity_key blob not null, link text, origin text not null, socket text,
              business_record text, device_list text);
            create table if not exists progress (
              id integer primary key check (id = 1), shown_up_to integer not null,
              checkpoint_size integer not null, checkpoint_root blob);
            insert or ignore into progress values (1, 0, 0, null);
            create table if not exists prekey (
              key_id blob primary key, seed blob not null, public_key blob not null,
              created_at integer not null, not_after integer not null,
              published integer not null, delete_at integer) without rowid;
            create table if not exists seen (
              message_id blob primary key, envelope_hash blob not null, expires_at integer not null)
              without rowid;
            create table if not exists message (
              number integer primary key, message_id blob not null,
              suite integer not null, mode text not null, key_id blob not null,
              purpose text not null, category text not null,
              template_id text, template_version integer, content_type text not null,
              sent_at integer not null, expires_at integer not null,
              envelope_hash blob not null, content blob not null,
              directory text not null, log text not null, opened_at integer not null);
            create table if not exists read_receipt (
              number integer primary key autoincrement, message_id blob not null unique,
              envelope_hash blob not null, expires_at integer not null);
            """;

    private final SqliteFile database;

    private DeviceStore(SqliteFile database) {
        this.database = database;
    }

    static DeviceStore open(Path file) {
        return new DeviceStore(SqliteFile.open(file, SCHEMA));
    }

    SqliteFile database() {
        return database;
    }

    /** Empty before {@link #begin}. */
    Optional<DeviceIdentity> identity() {
        return row(
                row ->
                        new DeviceIdentity(
                                new BusinessId(row.getString("business")),
                                new RecipientId(row.getString("recipient")),
                                new DeviceId(row.getString("device")),
                                SigningKey.fromSeed(Secret.of(row.getBytes("identity_key")))));
    }

    /** The ticket's link, until the device is enrolled. */
    Optional<TicketLink> link() {
        return this.<@Nullable String>column("link").flatMap(TicketLink::parse);
    }

    /** The address of the encryption service's HTTP endpoint. */
    String origin() {
        return this.<String>column("origin").orElseThrow();
    }

    /** The address of delivery's socket, once the device is enrolled. */
    Optional<URI> socket() {
        return this.<String>column("socket").map(URI::create);
    }

    Optional<VerifiedDirectory> directory() {
        return row(
                row ->
                        new VerifiedDirectory(
                                DirectoryJson.businessRecord(json(row, "business_record")),
                                DirectoryJson.deviceList(json(row, "device_list"))));
    }

    /**
     * Begins an enrolment: everything that it will claim is stored first, so that a retry claims
     * the same.
     */
    void begin(DeviceIdentity identity, TicketLink link) {
        database.run(
                "insert into device (id, business, recipient, device, identity_key, link, origin)"
                        + " values (1, ?, ?, ?, ?, ?, ?)",
                identity.business().value(),
                identity.recipient().value(),
                identity.device().value(),
                identity.key().seed().reveal(),
                link.encode(),
                link.origin());
    }

    /** Ends an enrolment; the ticket's secret is deleted. */
    void enrolled(VerifiedDirectory directory, URI socket) {
        save(directory);
        database.run("update device set link = null, socket = ?", socket.toString());
    }

    void save(VerifiedDirectory directory) {
        database.run(
                "update device set business_record = ?, device_list = ?",
                json(DirectoryJson.of(directory.business())),
                json(DirectoryJson.of(directory.devices())));
    }

    @Override
    public void close() {
        database.close();
    }

    @SuppressWarnings("unchecked")
    private <T> Optional<T> column(String name) {
        return row(row -> (T) row.getObject(name));
    }

    private <T> Optional<T> row(RowReader<T> reader) {
        return database.transaction(
                () -> {
                    try (ResultSet rows = database.bound("select * from device").executeQuery()) {
                        return rows.next()
                                ? Optional.ofNullable(reader.read(rows))
                                : Optional.empty();
                    }
                });
    }

    private static JsonNode json(ResultSet row, String column) throws SQLException {
        try {
            return ApiClient.JSON.readTree(row.getString(column));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the device's file has no valid JSON in " + column);
        }
    }

    private static String json(Object value) {
        try {
            return ApiClient.JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a signed object could not be written as JSON");
        }
    }

    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }
}
