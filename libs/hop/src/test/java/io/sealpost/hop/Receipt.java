package io.sealpost.hop;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;

/** The test's outcome record: the account after one deposit. */
record Receipt(UUID id, Account after, Instant decidedAt) {

    byte[] bytes() {
        return ByteBuffer.allocate(40)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .putLong(after.balance())
                .putLong(after.deposits())
                .putLong(decidedAt.toEpochMilli())
                .array();
    }

    static Receipt read(byte[] bytes) {
        ByteBuffer source = ByteBuffer.wrap(bytes);
        return new Receipt(
                new UUID(source.getLong(), source.getLong()),
                new Account(source.getLong(), source.getLong()),
                Instant.ofEpochMilli(source.getLong()));
    }
}
