package io.sealpost.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** A log of distinct 42-byte leaves, and tree hashes computed by their definition. */
final class TestLog {
    static final NoteSigner SIGNER = NoteSigner.of("log.example/acme", new byte[32]);

    final List<byte[]> entries;
    final MapTiles tiles = new MapTiles();
    final Frontier frontier;

    TestLog(long size) {
        entries = LongStream.range(0, size).mapToObj(TestLog::entry).toList();
        AppendResult appended = Frontier.EMPTY.append(entries);
        tiles.putAll(appended.tiles());
        frontier = appended.frontier();
    }

    byte[] checkpoint() {
        return checkpoint(entries.size());
    }

    byte[] checkpoint(int size) {
        return head(size).sign(SIGNER).encode();
    }

    Checkpoint head(int size) {
        Hash root = Frontier.EMPTY.append(entries.subList(0, size)).root();
        return new Checkpoint(SIGNER.key().name(), size, root);
    }

    Hash root() {
        return frontier.root();
    }

    List<Hash> leaves() {
        return entries.stream().map(new TreeHasher()::leaf).toList();
    }

    static byte[] entry(long index) {
        Hash commitment = new TreeHasher().of(Long.toString(index).getBytes(UTF_8));
        return new Leaf(1 + (int) (index % 13), 1_700_000_000L + index, commitment).encode();
    }

    /** MTH of RFC 6962 section 2.1, by its recursive definition. */
    static Hash mth(List<Hash> leaves) {
        if (leaves.isEmpty()) {
            return Hash.EMPTY_ROOT;
        }
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int split = Integer.highestOneBit(leaves.size() - 1);
        Hash left = mth(leaves.subList(0, split));
        return new TreeHasher().node(left, mth(leaves.subList(split, leaves.size())));
    }

    /** SUBTREE_PROOF of draft-ietf-plants-merkle-tree-certs, by its recursive definition. */
    static List<Hash> subtreeProof(List<Hash> leaves, int start, int end, boolean known) {
        int size = leaves.size();
        if (start == 0 && end == size) {
            return known ? List.of() : List.of(mth(leaves));
        }
        int split = Integer.highestOneBit(size - 1);
        List<Hash> left = leaves.subList(0, split);
        List<Hash> right = leaves.subList(split, size);
        if (end <= split) {
            return with(subtreeProof(left, start, end, known), mth(right));
        }
        return start >= split
                ? with(subtreeProof(right, start - split, end - split, known), mth(left))
                : with(subtreeProof(right, 0, end - split, false), mth(left));
    }

    private static List<Hash> with(List<Hash> proof, Hash last) {
        List<Hash> longer = new ArrayList<>(proof);
        longer.add(last);
        return longer;
    }
}
