package io.sealpost.hop;

import java.util.Arrays;

/**
 * Stores the outcomes of one station: a version byte, then that version's fields. A replay reads
 * them back and publishes the same records, so the fields hold all that the input does not.
 *
 * <p>A new version is read one release before any release writes it, so that a rollback still reads
 * what the newer release stored (CONTRIBUTING.md). Thread-safe.
 *
 * @param <O> the station's sealed outcome type
 */
public abstract class OutcomeCodec<O extends Outcome> {
    private final int version;

    /**
     * @param version the newest version that this release reads, and the one that it writes; 1 to
     *     127
     */
    protected OutcomeCodec(int version) {
        this.version = version;
    }

    /** The bytes of the column {@code handled.outcome}. */
    public final byte[] encode(O outcome) {
        byte[] fields = write(outcome);
        byte[] stored = new byte[fields.length + 1];
        stored[0] = (byte) version;
        System.arraycopy(fields, 0, stored, 1, fields.length);
        return stored;
    }

    /**
     * The outcome in those bytes.
     *
     * @throws NewerOutcome where a newer release wrote it: the batch is retried until this process
     *     is upgraded
     */
    public final O decode(byte[] stored) {
        if (stored[0] > version) {
            throw new NewerOutcome();
        }
        return read(stored[0], Arrays.copyOfRange(stored, 1, stored.length));
    }

    /** The fields of the newest version. */
    protected abstract byte[] write(O outcome);

    /** Reads the fields of any version up to the newest. */
    protected abstract O read(int version, byte[] fields);
}
