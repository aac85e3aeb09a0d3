package io.sealpost.tlog;

import static io.sealpost.tlog.VerificationResult.Fault.*;

import io.sealpost.tlog.VerificationResult.Broken;
import io.sealpost.tlog.VerificationResult.Verified;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * Recomputes a whole log from its entries, one bundle of 256 at a time, and compares every tile
 * with the stored one and the root with the signed one. Trusts only the key and, where given, an
 * earlier checkpoint. Needs memory for one bundle and for one tile of each level.
 */
public final class LogVerifier {
    private final TileSource source;
    private final NoteKey key;
    private final Optional<Checkpoint> trusted;
    private final LongConsumer progress;

    /**
     * @param trusted an earlier checkpoint of this log that the verifier kept. Without one, a log
     *     that was cut back to an older checkpoint of its own is not noticed
     * @param progress receives the number of recomputed leaves after each bundle
     */
    public LogVerifier(
            TileSource source, NoteKey key, Optional<Checkpoint> trusted, LongConsumer progress) {
        this.source = source;
        this.key = key;
        this.trusted = trusted;
        this.progress = progress;
    }

    public LogVerifier(TileSource source, NoteKey key) {
        this(source, key, Optional.empty(), leaves -> {});
    }

    public VerificationResult verify(byte[] checkpointNote) {
        try {
            return verify(Checkpoint.open(checkpointNote, key));
        } catch (InvalidLogData invalid) {
            return new Broken(-1, CHECKPOINT, "checkpoint: " + invalid.reason());
        }
    }

    private VerificationResult verify(Checkpoint head) {
        Frontier frontier = Frontier.EMPTY;
        while (frontier.size() < head.size()) {
            TileId id = TileId.in(head.size(), TileId.ENTRIES, frontier.size() / TileId.FULL);
            byte[] bundle = source.read(id).orElse(new byte[0]);
            List<byte[]> entries = EntryBundle.readable(bundle, id.width());
            AppendResult appended = frontier.append(entries);
            Optional<Broken> fault = fault(head.size(), id, bundle, entries.size(), appended);
            if (fault.isPresent()) {
                return fault.get();
            }
            if (contradictsTrusted(frontier, entries, appended.size())) {
                return new Broken(0, HISTORY_REWRITTEN, "checkpoint");
            }
            frontier = appended.frontier();
            progress.accept(frontier.size());
        }
        return conclude(head, frontier);
    }

    private VerificationResult conclude(Checkpoint head, Frontier frontier) {
        if (!frontier.root().equals(head.root())) {
            long known = trusted.map(Checkpoint::size).filter(s -> s <= head.size()).orElse(0L);
            return new Broken(known, ROOT_DIFFERS, "checkpoint");
        }
        if (trusted.filter(t -> t.size() > head.size()).isPresent()) {
            return new Broken(head.size(), ROLLED_BACK, "checkpoint");
        }
        return new Verified(head);
    }

    /**
     * The first fault of one bundle and of the tiles that it changed. A hash above the leaves was
     * computed from these leaves, so its fault counts only where the leaves have none.
     */
    private Optional<Broken> fault(
            long size, TileId id, byte[] bundle, int readable, AppendResult appended) {
        Stream<Broken> leaves = faults(appended, size, level -> level == 0);
        return Stream.concat(leaves, bundleFault(id, bundle, readable).stream())
                .min(Comparator.comparingLong(Broken::firstBadIndex))
                .or(() -> faults(appended, size, level -> level > 0).findFirst());
    }

    private Stream<Broken> faults(AppendResult appended, long size, IntPredicate levels) {
        return appended.tiles().stream()
                .filter(tile -> levels.test(tile.id().level()))
                .flatMap(tile -> compare(tile, size).stream());
    }

    private static Optional<Broken> bundleFault(TileId id, byte[] bundle, int readable) {
        if (readable < id.width()) {
            return Optional.of(new Broken(id.leafAt(readable), ENTRY_MISSING, id.path()));
        }
        return EntryBundle.lengthOf(bundle, readable) < bundle.length
                ? Optional.of(new Broken(id.leafAt(readable), ENTRY_SURPLUS, id.path()))
                : Optional.empty();
    }

    /** Compares the computed tile with the stored one, which may be wider. */
    private Optional<Broken> compare(Tile computed, long size) {
        TileId id = TileId.in(size, computed.id().level(), computed.id().index());
        byte[] stored = source.read(id).orElse(new byte[0]);
        int differs = Arrays.mismatch(computed.bytes(), stored);
        int expected = id.width() * Hash.BYTES;
        if (differs >= 0 && differs < Math.min(computed.bytes().length, stored.length)) {
            return Optional.of(broken(id, differs, HASH_DIFFERS));
        }
        if (stored.length < computed.bytes().length) {
            return Optional.of(broken(id, stored.length, HASH_MISSING));
        }
        boolean complete = computed.id().width() == id.width();
        return complete && stored.length > expected
                ? Optional.of(broken(id, expected, HASH_SURPLUS))
                : Optional.empty();
    }

    private boolean contradictsTrusted(Frontier before, List<byte[]> entries, long after) {
        return trusted.filter(t -> t.size() > before.size() && t.size() <= after)
                .filter(t -> !rootAt(before, entries, t.size()).equals(t.root()))
                .isPresent();
    }

    private static Hash rootAt(Frontier before, List<byte[]> entries, long size) {
        return before.append(entries.subList(0, (int) (size - before.size()))).root();
    }

    private static Broken broken(TileId id, int at, VerificationResult.Fault fault) {
        return new Broken(id.leafAt(at / Hash.BYTES), fault, id.path());
    }
}
