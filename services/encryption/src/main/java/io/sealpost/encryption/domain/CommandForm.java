package io.sealpost.encryption.domain;

import io.sealpost.seal.directory.SignedPrekey;
import java.time.Instant;
import java.util.List;

/** The checks of form that several directory commands share. */
final class CommandForm {
    static final int MAX_PREKEYS = 20;

    private static final Instant MAX_TIME = Instant.parse("2200-01-01T00:00:00Z");

    private CommandForm() {}

    /** A time that a database column can hold: a wrong one would fail the whole batch. */
    static void requireStorable(Instant time) {
        if (time.isBefore(Instant.EPOCH) || time.isAfter(MAX_TIME)) {
            throw new IllegalArgumentException("a time is out of bounds");
        }
    }

    static void requirePrekeys(List<SignedPrekey> prekeys) {
        if (prekeys.isEmpty() || prekeys.size() > MAX_PREKEYS) {
            throw new IllegalArgumentException("1 to 20 prekeys are needed");
        }
        prekeys.forEach(prekey -> requireStorable(prekey.prekey().notAfter()));
    }
}
