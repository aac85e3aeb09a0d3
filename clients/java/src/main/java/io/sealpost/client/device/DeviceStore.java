package io.sealpost.client.device;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.sealpost.client.http.Api;
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

/** One device's state, in one SQLite file. */
final class DeviceStore implements AutoCloseable {
    private static final String SCHEMA =
            """
            create table if not exists device (
              one integer primary key check (one = 1),
              business text not null, recipient text not null, device text not null,
              identity blob not null, link text, origin text not null, socket text,
              business_record text, device_list text);
            create table if not exists progress (
              one integer primary key check (one = 1), shown_up_to integer not null,
              checkpoint_size integer not null, checkpoint_root blob);
            insert or ignore into progress values (1, 0, 0, null);
            create table if not exists prekey (
              key_id blob primary key, seed blob not null, public_key blob not null,
              made_at integer not null, not_after integer not null,
              published integer not null, keep_until integer) without rowid;
            create table if not exists seen (
              message_id blob primary key, envelope_hash blob not null, until integer not null)
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
              envelope_hash blob not null, until integer not null);
            """;

    private final Database database;

    private DeviceStore(Database database) {
        this.database = database;
    }

    static DeviceStore open(Path file) {
        return new DeviceStore(Database.open(file, SCHEMA));
    }

    Database database() {
        return database;
    }

    /** Who this device is, once it has made its keys. */
    Optional<Owner> owner() {
        return row(
                row ->
                        new Owner(
                                new BusinessId(row.getString("business")),
                                new RecipientId(row.getString("recipient")),
                                new DeviceId(row.getString("device")),
                                SigningKey.fromSeed(Secret.of(row.getBytes("identity")))));
    }

    /** The link, until the enrolment is done. */
    Optional<TicketLink> link() {
        return this.<@Nullable String>column("link").flatMap(TicketLink::parse);
    }

    /** Of encryption's HTTP endpoint. */
    String origin() {
        return this.<String>column("origin").orElseThrow();
    }

    /** Where to connect, once the device is enrolled. */
    Optional<URI> socket() {
        return this.<String>column("socket").map(URI::create);
    }

    Optional<Directory> directory() {
        return row(
                row ->
                        new Directory(
                                DirectoryJson.businessRecord(json(row, "business_record")),
                                DirectoryJson.deviceList(json(row, "device_list"))));
    }

    /**
     * Everything an enrolment will claim is stored before it is claimed, so a retry is the same.
     */
    void begin(Owner owner, TicketLink link) {
        database.run(
                "insert into device (one, business, recipient, device, identity, link, origin)"
                        + " values (1, ?, ?, ?, ?, ?, ?)",
                owner.business().value(),
                owner.recipient().value(),
                owner.device().value(),
                owner.identity().seed().reveal(),
                link.encode(),
                link.origin());
    }

    /** The ticket's secret has served and goes. */
    void enrolled(Directory directory, URI socket) {
        learned(directory);
        database.run("update device set link = null, socket = ?", socket.toString());
    }

    void learned(Directory directory) {
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

    private <T> Optional<T> row(Reader<T> reader) {
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
            return Api.JSON.readTree(row.getString(column));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored object is no JSON");
        }
    }

    private static String json(Object value) {
        try {
            return Api.JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a signed object is always JSON");
        }
    }

    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }
}
