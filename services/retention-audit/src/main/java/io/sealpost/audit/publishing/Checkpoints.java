package io.sealpost.audit.publishing;

import static io.sealpost.audit.publishing.LogMismatch.Reason.*;

import io.sealpost.audit.AuditConfig;
import io.sealpost.audit.store.Head;
import io.sealpost.audit.store.LogStore;
import io.sealpost.tlog.Checkpoint;
import io.sealpost.tlog.NoteSigner;
import io.sealpost.tlog.SignedNote;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Signs the head as it is stored, never as it is remembered: a size that was signed has one root. A
 * head behind the last checkpoint published, or of another history, is never signed. Not
 * thread-safe.
 */
@ApplicationScoped
public class Checkpoints {
    private final LogStore store;
    private final TileFiles files;
    private final CheckpointTopic topic;
    private final AuditConfig config;
    private @Nullable NoteSigner signer;
    private @Nullable Checkpoint last;

    @Inject
    Checkpoints(LogStore store, TileFiles files, CheckpointTopic topic, AuditConfig config) {
        this.store = store;
        this.files = files;
        this.topic = topic;
        this.config = config;
    }

    /**
     * Before the first append: holds key and stored log against what was published, on the topic
     * and as a file, and makes the files whole. A new log gets its key here.
     *
     * @throws LogMismatch when they do not belong together
     */
    public void resume() {
        Head head = store.head();
        Publications publications =
                new Publications(topic.last(), files.directory().readCheckpoint());
        boolean isNew = head.size() == 0 && publications.areNone();
        NoteSigner signs = LogKeyFiles.open(config.keys(), config.origin(), isNew);
        for (Checkpoint published : publications.of(head.size(), signs.key())) {
            requireContinuation(published, head);
        }
        signer = signs;
        files.mend(head.size());
        announce(head);
    }

    /**
     * Publishes the stored head, unless it is the last one published.
     *
     * @throws LogMismatch when the store has fallen back behind it
     */
    public void publish() {
        Head head = store.head();
        Checkpoint before = Objects.requireNonNull(last, "resume comes first");
        if (head.size() != before.size() || !head.root().equals(before.root())) {
            requireContinuation(before, head);
            files.write(before.size(), head.size());
            announce(head);
        }
    }

    /** The topic first: what a file says was told there, so that a lost file is no lost promise. */
    private void announce(Head head) {
        NoteSigner signs = Objects.requireNonNull(signer, "resume comes first");
        Checkpoint checkpoint = new Checkpoint(signs.key().name(), head.size(), head.root());
        SignedNote note = checkpoint.sign(signs);
        topic.tell(checkpoint, note);
        files.directory().writeCheckpoint(note);
        last = checkpoint;
    }

    /** By the tiles: they had the one root at its size, and have the other now. */
    private void requireContinuation(Checkpoint published, Head head) {
        if (published.size() > head.size()) {
            throw new LogMismatch(LOG_BEHIND_CHECKPOINT);
        }
        if (!store.had(new Head(published.size(), published.root())) || !store.had(head)) {
            throw new LogMismatch(OTHER_HISTORY);
        }
    }
}
