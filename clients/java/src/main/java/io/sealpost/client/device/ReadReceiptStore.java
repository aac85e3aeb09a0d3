package io.sealpost.client.device;

import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.socket.Acknowledgement.Receipt;
import io.sealpost.seal.socket.ReceiptKind;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The read receipts that the server is not known to have, on the disk. Thread-safe. */
final class ReadReceiptStore {
    /** Below the 44 days for which delivery knows a message: it refuses a receipt after that. */
    private static final Duration MAX_AGE = Duration.ofDays(40);

    private final SqliteFile database;

    ReadReceiptStore(SqliteFile database) {
        this.database = database;
    }

    /** A receipt that must be sent; numbers rise and are never used again. */
    record PendingReceipt(long number, Receipt receipt) {}

    /** Has no effect where the message has a receipt already. */
    void add(MessageId message, Sha256 envelope) {
        UUID id = message.value();
        database.run(
                "insert into read_receipt (message_id, envelope_hash, expires_at) values (?, ?, ?)"
                        + " on conflict do nothing",
                ByteBuffer.allocate(16)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits())
                        .array(),
                envelope.toArray(),
                message.sentAt().plus(MAX_AGE).toEpochMilli());
    }

    /** The next ones after that number, in order, at most {@code limit}. */
    List<PendingReceipt> after(long number, int limit, Instant now) {
        return database.transaction(
                () -> {
                    List<PendingReceipt> found = new ArrayList<>();
                    var query =
                            database.bound(
                                    "select number, message_id, envelope_hash from read_receipt"
                                            + " where number > ? and expires_at > ?"
                                            + " order by number limit ?",
                                    number,
                                    now.toEpochMilli(),
                                    limit);
                    try (ResultSet rows = query.executeQuery()) {
                        while (rows.next()) {
                            found.add(read(rows));
                        }
                    }
                    return found;
                });
    }

    void discard(long upTo) {
        database.run("delete from read_receipt where number <= ?", upTo);
    }

    void discardExpired(Instant now) {
        database.run("delete from read_receipt where expires_at <= ?", now.toEpochMilli());
    }

    private static PendingReceipt read(ResultSet row) throws SQLException {
        ByteBuffer id = ByteBuffer.wrap(row.getBytes("message_id"));
        MessageId message = new MessageId(new UUID(id.getLong(), id.getLong()));
        Sha256 envelope = Sha256.from(row.getBytes("envelope_hash"));
        return new PendingReceipt(
                row.getLong("number"), new Receipt(message, envelope, ReceiptKind.READ));
    }
}
