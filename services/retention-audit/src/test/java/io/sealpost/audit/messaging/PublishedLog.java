package io.sealpost.audit.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.audit.Platform;
import io.sealpost.schemas.LogCheckpoint;
import io.sealpost.testing.Wait;
import io.sealpost.tlog.Checkpoint;
import io.sealpost.tlog.DirectoryTiles;
import io.sealpost.tlog.LogVerifier;
import io.sealpost.tlog.NoteKey;
import io.sealpost.tlog.NoteSigner;
import io.sealpost.tlog.TreeView;
import io.sealpost.tlog.VerificationResult;
import io.sealpost.tlog.VerificationResult.Verified;
import io.sealpost.wire.Catalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.eclipse.microprofile.config.ConfigProvider;

/** The published log: files, public key and topic. */
final class PublishedLog {
    private PublishedLog() {}

    static Path directory() {
        return path("sealpost.audit.directory");
    }

    static Path keys() {
        return path("sealpost.audit.keys");
    }

    static DirectoryTiles tiles() {
        return new DirectoryTiles(directory());
    }

    static NoteKey key() {
        try {
            return NoteKey.parse(Files.readString(keys().resolve("log.vkey")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static NoteSigner signer() {
        try {
            return NoteSigner.parse(Files.readString(keys().resolve("log.skey")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Checkpoint checkpoint() {
        return Checkpoint.open(tiles().readCheckpoint().orElseThrow(), key());
    }

    /** Waits for a checkpoint of at least that size. */
    static void await(long size) {
        Wait.until(() -> tiles().readCheckpoint().isPresent() && checkpoint().size() >= size);
    }

    static VerificationResult verify() {
        return new LogVerifier(tiles(), key()).verify(tiles().readCheckpoint().orElseThrow());
    }

    static void assertVerified() {
        assertThat(verify()).isInstanceOf(Verified.class);
    }

    static List<byte[]> leaves() {
        long size = checkpoint().size();
        TreeView view = new TreeView(tiles(), size);
        return LongStream.range(0, size).mapToObj(view::entry).toList();
    }

    /** Reads every checkpoint that was published; no size may have two roots. */
    static Map<Long, ByteBuffer> assertOneRootASize() {
        Map<Long, ByteBuffer> roots = new HashMap<>();
        for (LogCheckpoint checkpoint :
                Platform.all(Catalogue.get().named("checkpoints").name(), LogCheckpoint.class)) {
            ByteBuffer before = roots.putIfAbsent(checkpoint.getSize(), checkpoint.getRoot());
            assertThat(checkpoint.getRoot())
                    .isEqualTo(before == null ? checkpoint.getRoot() : before);
        }
        return roots;
    }

    private static Path path(String name) {
        return Path.of(ConfigProvider.getConfig().getValue(name, String.class));
    }
}
