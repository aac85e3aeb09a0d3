package io.sealpost.hop;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** The test's command: add an amount to an account. 16-byte id, 8-byte amount, account. */
record Deposit(UUID id, String account, long amount) {

    static Deposit of(String account, long amount) {
        long high = System.currentTimeMillis() << 16 | 0x7000;
        return new Deposit(new UUID(high, ThreadLocalRandom.current().nextLong()), account, amount);
    }

    Deposit saying(long other) {
        return new Deposit(id, account, other);
    }

    byte[] bytes() {
        byte[] name = account.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(24 + name.length)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .putLong(amount)
                .put(name)
                .array();
    }

    static Deposit read(byte[] bytes) {
        ByteBuffer source = ByteBuffer.wrap(bytes);
        UUID id = new UUID(source.getLong(), source.getLong());
        long amount = source.getLong();
        byte[] name = new byte[source.remaining()];
        source.get(name);
        return new Deposit(id, new String(name, StandardCharsets.UTF_8), amount);
    }

    Claim claim() {
        try {
            return new Claim(id, MessageDigest.getInstance("SHA-256").digest(bytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
