package io.sealpost.client.device;

import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.socket.Acknowledgement.Receipt;
import io.sealpost.seal.socket.ReceiptKind;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What the person has read and the server is not known to have been told. */
final class ReadStore {
    /** Below the 44 days delivery knows a message for: what it does not know it refuses. */
    private static final Duration TELLABLE = Duration.ofDays(40);

    private final Database database;

    ReadStore(Database database) {
        this.database = database;
    }

    /** A receipt to give; numbers rise and are never used again. */
    record Untold(long number, Receipt receipt) {}

    /** On the disk when it returns. */
    void add(MessageId message, Sha256 envelope) {
        UUID id = message.value();
        database.run(
                "insert into read_receipt (message_id, envelope_hash, until) values (?, ?, ?)"
                        + " on conflict do nothing",
                ByteBuffer.allocate(16)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits())
                        .array(),
                envelope.toArray(),
                message.sentAt().plus(TELLABLE).toEpochMilli());
    }

    /** The next ones after that number, at most so many. */
    List<Untold> after(long number, int most, Instant now) {
        return database.transaction(
                () -> {
                    List<Untold> found = new ArrayList<>();
                    var query =
                            database.bound(
                                    "select number, message_id, envelope_hash from read_receipt"
                                            + " where number > ? and until > ? order by number"
                                            + " limit ?",
                                    number,
                                    now.toEpochMilli(),
                                    most);
                    try (ResultSet rows = query.executeQuery()) {
                        while (rows.next()) {
                            ByteBuffer id = ByteBuffer.wrap(rows.getBytes(2));
                            MessageId message = new MessageId(new UUID(id.getLong(), id.getLong()));
                            Sha256 envelope = Sha256.from(rows.getBytes(3));
                            found.add(
                                    new Untold(
                                            rows.getLong(1),
                                            new Receipt(message, envelope, ReceiptKind.READ)));
                        }
                    }
                    return found;
                });
    }

    void forget(long upTo) {
        database.run("delete from read_receipt where number <= ?", upTo);
    }

    /** Those nobody can be told any more. */
    void forgetOld(Instant now) {
        database.run("delete from read_receipt where until <= ?", now.toEpochMilli());
    }
}
