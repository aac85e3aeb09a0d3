package io.sealpost.audit.publishing;

import io.sealpost.audit.domain.LoggedStep;
import io.sealpost.tlog.Checkpoint;
import io.sealpost.tlog.DirectoryTiles;
import io.sealpost.tlog.LeafOpening;
import io.sealpost.tlog.SignedNote;
import io.sealpost.tlog.TlogProof;
import io.sealpost.tlog.TreeView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Proof files (c2sp.org/tlog-proof) under the last checkpoint published. Reads files: blocking. */
@ApplicationScoped
public class ProofTexts {
    private final TileFiles files;

    @Inject
    ProofTexts(TileFiles files) {
        this.files = files;
    }

    /**
     * By event id; none for a leaf that is not yet under a checkpoint, or can no longer be opened.
     */
    public Map<UUID, String> of(List<LoggedStep> steps) {
        DirectoryTiles directory = files.directory();
        Optional<byte[]> note = directory.readCheckpoint();
        if (note.isEmpty()) {
            return Map.of();
        }
        SignedNote signed = SignedNote.parse(note.get());
        long size = Checkpoint.parse(signed.text()).size();
        TreeView tree = new TreeView(directory, size);
        Map<UUID, String> proofs = new HashMap<>();
        for (LoggedStep logged : steps) {
            if (logged.index() < size) {
                logged.opening()
                        .map(opening -> text(opening, logged.index(), tree, signed))
                        .ifPresent(proof -> proofs.put(logged.step().eventId(), proof));
            }
        }
        return proofs;
    }

    private static String text(LeafOpening opening, long index, TreeView tree, SignedNote head) {
        TlogProof proof = new TlogProof(opening.encode(), index, tree.inclusion(index), head);
        return new String(proof.encode(), StandardCharsets.UTF_8);
    }
}
