package io.sealpost.client.device;

import io.sealpost.client.device.OpenedMessage.Comparison;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.Suite;
import io.sealpost.seal.id.Category;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.Mode;
import io.sealpost.seal.id.Purpose;
import io.sealpost.seal.id.RequestBounds;
import io.sealpost.seal.key.KeyId;
import io.sealpost.seal.message.Context;
import io.sealpost.seal.message.Direction;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The messages that a device has opened, how far it has shown them, and the ids that it has seen.
 * Thread-safe.
 */
final class MessageStore {
    private final SqliteFile database;
    private final DeviceIdentity identity;

    MessageStore(SqliteFile database, DeviceIdentity identity) {
        this.database = database;
        this.identity = identity;
    }

    /** A message in the store; numbers rise in the order of arrival. */
    record StoredMessage(long number, OpenedMessage message) {}

    /** The newest checkpoint of the audit log that a message has carried. */
    record SeenCheckpoint(long size, Sha256 root) {}

    /** Those of the ids that were seen, each with the hash of the envelope it was opened from. */
    Map<MessageId, Sha256> seen(Collection<MessageId> ids) {
        return database.transaction(
                () -> {
                    Map<MessageId, Sha256> found = new HashMap<>();
                    for (MessageId id : ids) {
                        try (ResultSet row = seen(id)) {
                            if (row.next()) {
                                found.put(id, Sha256.from(row.getBytes(1)));
                            }
                        }
                    }
                    return found;
                });
    }

    /** The envelope hash of a stored message, also of an expired one. */
    Optional<Sha256> envelope(MessageId id) {
        return database.transaction(
                () -> {
                    // The newest first: there is no index, and most receipts are for new messages.
                    var query =
                            database.bound(
                                    "select envelope_hash from message where message_id = ?"
                                            + " order by number desc limit 1",
                                    bytes(id.value()));
                    try (ResultSet row = query.executeQuery()) {
                        return row.next()
                                ? Optional.of(Sha256.from(row.getBytes(1)))
                                : Optional.empty();
                    }
                });
    }

    /**
     * Stores the messages of one frame, marks them seen, and records how far showing got, in one
     * transaction. It is on the disk when this returns, before anything is acknowledged
     * (docs/sealing.md, Envelope).
     *
     * @return the messages that were not seen before
     */
    List<StoredMessage> save(List<OpenedMessage> opened, SeenCheckpoint newest, long shownUpTo) {
        return database.transaction(
                () -> {
                    List<StoredMessage> saved = new ArrayList<>();
                    for (OpenedMessage message : opened) {
                        if (markSeen(message)) {
                            saved.add(new StoredMessage(insert(message), message));
                        }
                    }
                    var unused =
                            database.update(
                                    "update progress set shown_up_to = max(shown_up_to, ?),"
                                            + " checkpoint_size = ?, checkpoint_root = ?",
                                    shownUpTo,
                                    newest.size(),
                                    newest.root().toArray());
                    return saved;
                });
    }

    /** The stored messages that may not have been shown when the last process ended, in order. */
    List<StoredMessage> unshown() {
        return database.transaction(
                () -> {
                    List<StoredMessage> found = new ArrayList<>();
                    var query =
                            database.bound(
                                    "select * from message where number >"
                                            + " (select shown_up_to from progress) order by number");
                    try (ResultSet rows = query.executeQuery()) {
                        while (rows.next()) {
                            found.add(new StoredMessage(rows.getLong("number"), read(rows)));
                        }
                    }
                    return found;
                });
    }

    /** Records that all messages up to this number were shown. */
    void markShown(long upTo) {
        database.run("update progress set shown_up_to = max(shown_up_to, ?)", upTo);
    }

    SeenCheckpoint checkpoint() {
        return database.transaction(
                () -> {
                    try (ResultSet row =
                            database.bound("select checkpoint_size, checkpoint_root from progress")
                                    .executeQuery()) {
                        byte[] root = row.next() ? row.getBytes(2) : null;
                        return root == null
                                ? new SeenCheckpoint(0, Sha256.OF_NOTHING)
                                : new SeenCheckpoint(row.getLong(1), Sha256.from(root));
                    }
                });
    }

    /** Deletes the seen ids of expired messages: those are refused by their time from now on. */
    void discardExpiredIds(Instant now) {
        database.run("delete from seen where expires_at < ?", now.toEpochMilli());
    }

    private ResultSet seen(MessageId id) throws SQLException {
        return database.bound(
                        "select envelope_hash from seen where message_id = ?", bytes(id.value()))
                .executeQuery();
    }

    private boolean markSeen(OpenedMessage message) throws SQLException {
        Instant expiresAt = message.context().expiresAt().plus(RequestBounds.MAX_CLOCK_SKEW);
        return 1
                == database.update(
                        "insert into seen values (?, ?, ?) on conflict do nothing",
                        bytes(message.context().message().value()),
                        message.envelopeHash().toArray(),
                        expiresAt.toEpochMilli());
    }

    private long insert(OpenedMessage message) throws SQLException {
        Context context = message.context();
        var statement =
                database.bound(
                        "insert into message values"
                                + " (null, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                                + " returning number",
                        bytes(context.message().value()),
                        context.suite().code(),
                        context.mode().name(),
                        context.key().bytes().toArray(),
                        context.purpose().value(),
                        context.category().name(),
                        context.templateId(),
                        context.templateVersion(),
                        context.contentType(),
                        context.sentAt().toEpochMilli(),
                        context.expiresAt().toEpochMilli(),
                        message.envelopeHash().toArray(),
                        message.content().toArray(),
                        message.directory().name(),
                        message.log().name(),
                        message.openedAt().toEpochMilli());
        try (ResultSet number = statement.executeQuery()) {
            return number.getLong(1);
        }
    }

    private OpenedMessage read(ResultSet row) throws SQLException {
        return new OpenedMessage(
                context(row),
                Sha256.from(row.getBytes("envelope_hash")),
                Bytes.owned(row.getBytes("content")),
                Comparison.valueOf(row.getString("directory")),
                Comparison.valueOf(row.getString("log")),
                time(row, "opened_at"));
    }

    private Context context(ResultSet row) throws SQLException {
        return new Context(
                Suite.of(row.getInt("suite")).orElseThrow(),
                Mode.valueOf(row.getString("mode")),
                Direction.TO_RECIPIENT,
                identity.business(),
                new MessageId(uuid(row.getBytes("message_id"))),
                identity.recipient(),
                identity.device(),
                KeyId.of(row.getBytes("key_id")),
                new Purpose(row.getString("purpose")),
                Category.valueOf(row.getString("category")),
                row.getString("template_id"),
                (Integer) row.getObject("template_version"),
                row.getString("content_type"),
                time(row, "sent_at"),
                time(row, "expires_at"));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    private static UUID uuid(byte[] raw) {
        ByteBuffer bytes = ByteBuffer.wrap(raw);
        return new UUID(bytes.getLong(), bytes.getLong());
    }
}
