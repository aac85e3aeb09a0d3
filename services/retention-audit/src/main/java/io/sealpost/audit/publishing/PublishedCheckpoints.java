package io.sealpost.audit.publishing;

import static io.sealpost.audit.publishing.LogMismatch.Reason.*;

import io.sealpost.tlog.Checkpoint;
import io.sealpost.tlog.InvalidLogData;
import io.sealpost.tlog.NoteKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The last signed checkpoint in each of the two places where the log publishes them
 * (docs/adr/0015).
 *
 * @param topic the note on {@code checkpoints}; empty after the loss of the broker
 * @param file the note in the directory; empty after the loss of its disk
 */
record PublishedCheckpoints(Optional<byte[]> topic, Optional<byte[]> file) {

    /** Whether the log was never published. */
    boolean isEmpty() {
        return topic.isEmpty() && file.isEmpty();
    }

    /**
     * The checkpoints that a stored log of that size must continue. A file that cannot be read, for
     * example one that a crash has cut, is ignored if the topic has a checkpoint.
     *
     * @throws LogMismatch CHECKPOINT_MISSING, CHECKPOINT_UNREADABLE
     */
    List<Checkpoint> toContinue(long size, NoteKey key) {
        if (isEmpty() && size > 0) {
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
