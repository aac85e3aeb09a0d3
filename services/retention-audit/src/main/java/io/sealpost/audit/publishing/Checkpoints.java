package io.sealpost.audit.publishing;

import io.quarkus.runtime.Startup;
import io.sealpost.audit.AuditConfig;
import io.sealpost.audit.store.Head;
import io.sealpost.audit.store.LogStore;
import io.sealpost.hop.Publisher;
import io.sealpost.schemas.LogCheckpoint;
import io.sealpost.tlog.Checkpoint;
import io.sealpost.tlog.NoteSigner;
import io.sealpost.tlog.Refused;
import io.sealpost.tlog.SignedNote;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Registry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Signs the head as it is stored, never as it is remembered: a size that was signed has one root. A
 * head behind the last checkpoint published, or of another history, is never signed. Not
 * thread-safe.
 */
@Startup
@ApplicationScoped
public class Checkpoints {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final LogStore store;
    private final TileFiles files;
    private final Publisher publisher;
    private final Codec<LogCheckpoint> codec;
    private final NoteSigner signer;
    private final InstantSource clock;
    private long published;

    @Inject
    Checkpoints(
            LogStore store,
            TileFiles files,
            Publisher publisher,
            Registry registry,
            AuditConfig config,
            InstantSource clock) {
        this.store = store;
        this.files = files;
        this.publisher = publisher;
        this.clock = clock;
        this.codec = new Codec<>(registry, LogCheckpoint.class);
        this.signer = LogKeyFiles.open(config.keys(), config.origin(), store.head().size() == 0);
    }

    /**
     * Once before the first append: holds the stored log against the last checkpoint published, and
     * makes its files whole.
     *
     * @throws IllegalStateException when the stored log is not a continuation of it
     */
    public void resume() {
        Head head = store.head();
        last().ifPresent(last -> requireContinuation(last, head));
        files.mend(head.size());
        announce(head);
    }

    /** Publishes the stored head, unless it is the last one published. */
    public void publish() {
        Head head = store.head();
        if (head.size() != published) {
            files.write(published, head.size());
            announce(head);
        }
    }

    private void announce(Head head) {
        Checkpoint checkpoint = new Checkpoint(signer.key().name(), head.size(), head.root());
        SignedNote note = checkpoint.sign(signer);
        files.directory().writeCheckpoint(note);
        publisher.publish(List.of(record(checkpoint, note))).await().atMost(PATIENCE);
        published = head.size();
    }

    /** The last checkpoint published; a file that is no checkpoint of this log counts as none. */
    private Optional<Checkpoint> last() {
        try {
            return files.directory()
                    .readCheckpoint()
                    .map(note -> Checkpoint.open(note, signer.key()));
        } catch (Refused cutByACrash) {
            return Optional.empty();
        }
    }

    private void requireContinuation(Checkpoint last, Head head) {
        if (last.size() > head.size()) {
            throw new IllegalStateException("the stored log ends before its last checkpoint");
        }
        store.frontier(new Head(last.size(), last.root()));
    }

    private ProducerRecord<String, byte[]> record(Checkpoint checkpoint, SignedNote note) {
        LogCheckpoint record =
                LogCheckpoint.newBuilder()
                        .setOrigin(checkpoint.origin())
                        .setSize(checkpoint.size())
                        .setRoot(ByteBuffer.wrap(checkpoint.root().bytes()))
                        .setNote(new String(note.encode(), StandardCharsets.UTF_8))
                        .setAt(clock.instant())
                        .build();
        return new ProducerRecord<>("checkpoints", checkpoint.origin(), codec.encode(record));
    }
}
