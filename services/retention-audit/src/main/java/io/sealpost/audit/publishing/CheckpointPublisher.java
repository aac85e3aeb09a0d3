package io.sealpost.audit.publishing;

import static io.sealpost.audit.publishing.LogMismatch.Reason.*;

import io.sealpost.audit.AuditConfig;
import io.sealpost.audit.store.LogHead;
import io.sealpost.audit.store.LogStore;
import io.sealpost.tlog.Checkpoint;
import io.sealpost.tlog.NoteSigner;
import io.sealpost.tlog.SignedNote;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Signs and publishes the head that is stored, never one that is only in memory: a size that was
 * signed has one root. A head behind the last published checkpoint, or of another history, is never
 * signed (docs/adr/0015). Blocking. Not thread-safe.
 */
@ApplicationScoped
public class CheckpointPublisher {
    private final LogStore store;
    private final TileFiles files;
    private final CheckpointTopic topic;
    private final AuditConfig config;
    private @Nullable NoteSigner signer;
    private @Nullable Checkpoint last;

    @Inject
    CheckpointPublisher(
            LogStore store, TileFiles files, CheckpointTopic topic, AuditConfig config) {
        this.store = store;
        this.files = files;
        this.topic = topic;
        this.config = config;
    }

    /**
     * Comes before the first append: compares the key and the stored log with what was published,
     * writes missing files and publishes the stored head. A new log gets its key here.
     *
     * @throws LogMismatch if they do not belong together
     */
    public void resume() {
        LogHead head = store.head();
        PublishedCheckpoints published =
                new PublishedCheckpoints(topic.last(), files.directory().readCheckpoint());
        boolean isNew = head.size() == 0 && published.isEmpty();
        NoteSigner logKey = LogKeyFiles.open(config.keys(), config.origin(), isNew);
        for (Checkpoint checkpoint : published.toContinue(head.size(), logKey.key())) {
            requireContinuation(checkpoint, head);
        }
        signer = logKey;
        files.writeMissing(head.size());
        signAndPublish(head);
    }

    /**
     * Publishes the stored head, unless it is the last one published.
     *
     * @throws LogMismatch if the stored head does not continue the last one published
     */
    public void publish() {
        LogHead head = store.head();
        Checkpoint before = Objects.requireNonNull(last, "resume comes first");
        if (head.size() != before.size() || !head.root().equals(before.root())) {
            requireContinuation(before, head);
            files.write(before.size(), head.size());
            signAndPublish(head);
        }
    }

    /** The topic first: it has every checkpoint that a file ever had, so a file may be lost. */
    private void signAndPublish(LogHead head) {
        NoteSigner logKey = Objects.requireNonNull(signer, "resume comes first");
        Checkpoint checkpoint = new Checkpoint(logKey.key().name(), head.size(), head.root());
        SignedNote note = checkpoint.sign(logKey);
        topic.publish(checkpoint, note);
        files.directory().writeCheckpoint(note);
        last = checkpoint;
    }

    /**
     * The stored tiles must have the published root at its size, and the head's root at its own.
     */
    private void requireContinuation(Checkpoint published, LogHead head) {
        if (published.size() > head.size()) {
            throw new LogMismatch(LOG_BEHIND_CHECKPOINT);
        }
        LogHead earlier = new LogHead(published.size(), published.root());
        if (!store.tilesMatch(earlier) || !store.tilesMatch(head)) {
            throw new LogMismatch(OTHER_HISTORY);
        }
    }
}
