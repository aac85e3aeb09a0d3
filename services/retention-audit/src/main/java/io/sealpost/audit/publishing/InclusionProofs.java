package io.sealpost.audit.publishing;

import io.sealpost.audit.domain.TimelineEntry;
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

/** Builds proof files (c2sp.org/tlog-proof) under the last published checkpoint. Blocking. */
@ApplicationScoped
public class InclusionProofs {
    private final TileFiles files;

    @Inject
    InclusionProofs(TileFiles files) {
        this.files = files;
    }

    /**
     * The proof files by event id; none for a leaf that is not yet under a checkpoint, or that can
     * no longer be opened.
     */
    public Map<UUID, String> of(List<TimelineEntry> entries) {
        DirectoryTiles directory = files.directory();
        Optional<byte[]> note = directory.readCheckpoint();
        if (note.isEmpty()) {
            return Map.of();
        }
        SignedNote signed = SignedNote.parse(note.get());
        long size = Checkpoint.parse(signed.text()).size();
        TreeView tree = new TreeView(directory, size);
        Map<UUID, String> proofs = new HashMap<>();
        for (TimelineEntry entry : entries) {
            if (entry.leafIndex() < size) {
                entry.opening()
                        .map(opening -> text(opening, entry.leafIndex(), tree, signed))
                        .ifPresent(proof -> proofs.put(entry.step().eventId(), proof));
            }
        }
        return proofs;
    }

    private static String text(LeafOpening opening, long index, TreeView tree, SignedNote head) {
        TlogProof proof = new TlogProof(opening.encode(), index, tree.inclusion(index), head);
        return new String(proof.encode(), StandardCharsets.UTF_8);
    }
}
