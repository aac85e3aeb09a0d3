package io.sealpost.tlog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Computes roots and proofs and reads entries of a tree of one size from its tiles, reading each
 * tile once. Trusts the tiles, so a verifier does not use it. Not thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6962#section-2.1">RFC 6962 section 2.1</a>
 */
public final class TreeView {
    private final TileSource source;
    private final long size;
    private final TreeHasher hasher = new TreeHasher();
    private final Map<TileId, byte[]> tiles = new HashMap<>();

    public TreeView(TileSource source, long size) {
        this.source = source;
        this.size = size;
    }

    /** All tiles that {@link #inclusion} reads, so that one query can fetch them. */
    public static Set<TileId> tilesForInclusion(long index, long size) {
        Stream<TileId> ancestors =
                IntStream.rangeClosed(0, 7)
                        .filter(level -> size >> (8 * level) > index >> (8 * level))
                        .mapToObj(level -> TileId.in(size, level, index >> (8 * level) >> 8));
        Stream<TileId> edge = Frontier.edgeIds(size).stream().filter(id -> id.level() >= 0);
        return Stream.concat(ancestors, edge).collect(Collectors.toSet());
    }

    public Hash root() {
        return size == 0 ? Hash.EMPTY_ROOT : range(0, size);
    }

    /** The hash of one leaf, from its tile. */
    public Hash leaf(long index) {
        return range(index, index + 1);
    }

    public byte[] entry(long index) {
        TileId bundle = TileId.in(size, TileId.ENTRIES, index / TileId.FULL);
        return EntryBundle.parse(tile(bundle), bundle.width()).get((int) (index % TileId.FULL));
    }

    /**
     * The inclusion proof, from the leaf's sibling up to a child of the root. Requires index &lt;
     * size.
     */
    public List<Hash> inclusion(long index) {
        requireRange(index >= 0 && index < size);
        List<Hash> proof = new ArrayList<>();
        path(index, 0, size, proof);
        return proof;
    }

    /**
     * The proof that the tree of the earlier size is a prefix of this one. Requires 0 &lt; earlier
     * ≤ size.
     */
    public List<Hash> consistency(long earlier) {
        requireRange(earlier > 0 && earlier <= size);
        List<Hash> proof = new ArrayList<>();
        subproof(earlier, 0, size, true, proof);
        return proof;
    }

    private void path(long index, long from, long to, List<Hash> proof) {
        if (to - from == 1) {
            return;
        }
        long split = split(from, to);
        if (index < split) {
            path(index, from, split, proof);
            proof.add(range(split, to));
        } else {
            path(index, split, to, proof);
            proof.add(range(from, split));
        }
    }

    private void subproof(long earlier, long from, long to, boolean known, List<Hash> proof) {
        if (earlier == to) {
            if (!known) {
                proof.add(range(from, to));
            }
            return;
        }
        long split = split(from, to);
        if (earlier <= split) {
            subproof(earlier, from, split, known, proof);
            proof.add(range(split, to));
        } else {
            subproof(earlier, split, to, false, proof);
            proof.add(range(from, split));
        }
    }

    private Hash range(long from, long to) {
        if (Long.bitCount(to - from) == 1) {
            return perfect(from, Long.numberOfTrailingZeros(to - from));
        }
        long split = split(from, to);
        return hasher.node(range(from, split), range(split, to));
    }

    /** The root of a subtree of 2^height leaves, whose hashes are adjacent in one tile. */
    private Hash perfect(long from, int height) {
        int level = height / 8;
        long position = from >> (8 * level);
        int first = (int) (position % TileId.FULL) * Hash.BYTES;
        int count = 1 << (height % 8);
        byte[] hashes = tile(TileId.in(size, level, position / TileId.FULL));
        byte[] run = Arrays.copyOfRange(hashes, first, first + count * Hash.BYTES);
        return hasher.reduce(run, count);
    }

    private byte[] tile(TileId id) {
        return tiles.computeIfAbsent(
                id,
                missing ->
                        source.read(missing)
                                .filter(b -> id.level() < 0 || b.length == id.width() * Hash.BYTES)
                                .orElseThrow(
                                        () ->
                                                new InvalidLogData(
                                                        InvalidLogData.Reason.TILE_LENGTH)));
    }

    /** {@code from} plus the largest power of two below the width. */
    private static long split(long from, long to) {
        return from + Long.highestOneBit(to - from - 1);
    }

    private static void requireRange(boolean holds) {
        if (!holds) {
            throw new IndexOutOfBoundsException();
        }
    }
}
