package io.sealpost.audit.publishing;

import static io.sealpost.audit.publishing.LogMismatch.Reason.*;

import io.sealpost.tlog.Checkpoint;
import io.sealpost.tlog.NoteKey;
import io.sealpost.tlog.InvalidLogData;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The last note of the log that each place has it was published in.
 *
 * @param topic what {@code checkpoints} has; none after the loss of the broker
 * @param file what the directory has; none after the loss of its disk
 */
record Publications(Optional<byte[]> topic, Optional<byte[]> file) {

    /** Nobody has been told anything of this log. */
    boolean areNone() {
        return topic.isEmpty() && file.isEmpty();
    }

    /**
     * What a stored log of that size must continue. A file that a crash has cut counts as none
     * where the topic has what it said.
     *
     * @throws LogMismatch CHECKPOINT_MISSING, CHECKPOINT_UNREADABLE
     */
    List<Checkpoint> of(long size, NoteKey key) {
        if (areNone() && size > 0) {
            throw new LogMismatch(CHECKPOINT_MISSING);
        }
        return topic.isEmpty()
                ? file.map(note -> required(note, key)).stream().toList()
                : Stream.concat(
                                Stream.of(required(topic.get(), key)),
                                file.flatMap(note -> open(note, key)).stream())
                        .toList();
    }

    private static Checkpoint required(byte[] note, NoteKey key) {
        return open(note, key).orElseThrow(() -> new LogMismatch(CHECKPOINT_UNREADABLE));
    }

    private static Optional<Checkpoint> open(byte[] note, NoteKey key) {
        try {
            return Optional.of(Checkpoint.open(note, key));
        } catch (InvalidLogData notOfThisLog) {
            return Optional.empty();
        }
    }
}
