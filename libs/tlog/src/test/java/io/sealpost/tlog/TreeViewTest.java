package io.sealpost.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TreeViewTest {
    private static final TestLog LOG = new TestLog(66_000);
    private static final List<Hash> LEAVES = LOG.leaves();

    @Test
    void everyLeafOfEverySmallTreeIsProven() {
        for (int size = 1; size <= 80; size++) {
            TreeView view = new TreeView(LOG.tiles, size);
            for (int index = 0; index < size; index++) {
                assertProven(view, index, size);
            }
        }
    }

    @Test
    void aProofInALargeTreeNeedsOnlyTheTilesListedBefore() {
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            int size = random.nextInt(1, 66_001);
            int index = random.nextInt(size);
            Set<TileId> named = TreeView.tilesForInclusion(index, size);
            TileSource only = id -> named.contains(id) ? LOG.tiles.read(id) : absent(id);
            assertProven(new TreeView(only, size), index, size);
        }
    }

    @Test
    void everyEarlierSmallTreeIsProvenToBeAPrefix() {
        for (int size = 1; size <= 80; size++) {
            TreeView view = new TreeView(LOG.tiles, size);
            for (int earlier = 1; earlier <= size; earlier++) {
                assertExtends(view, earlier, size);
            }
        }
    }

    @Test
    void earlierLargeTreesAreProvenToBePrefixes() {
        Random random = new Random(8);
        for (int i = 0; i < 300; i++) {
            int size = random.nextInt(1, 66_001);
            assertExtends(new TreeView(LOG.tiles, size), random.nextInt(1, size + 1), size);
        }
    }

    @Test
    void aHashTooManyOrTooFewIsRefused() {
        TreeView view = new TreeView(LOG.tiles, 1000);
        List<Hash> proof = view.inclusion(77);
        List<Hash> longer = new ArrayList<>(proof);
        longer.add(view.root());
        List<Hash> shorter = proof.subList(0, proof.size() - 1);

        assertThat(inclusion(77, 1000, longer, view)).isEqualTo(ProofResult.TOO_LONG);
        assertThat(inclusion(77, 1000, shorter, view)).isEqualTo(ProofResult.TOO_SHORT);
        assertThat(inclusion(78, 1000, proof, view)).isEqualTo(ProofResult.WRONG_ROOT);
        assertThat(inclusion(1000, 1000, proof, view)).isEqualTo(ProofResult.BAD_RANGE);
        assertThat(inclusion(-1, 1000, proof, view)).isEqualTo(ProofResult.BAD_RANGE);
    }

    @Test
    void entriesAndLeafHashesAreReadFromTheirTiles() {
        TreeView view = new TreeView(LOG.tiles, 66_000);

        assertThat(view.entry(65_999)).isEqualTo(LOG.entries.get(65_999));
        assertThat(view.leaf(12_345)).isEqualTo(LEAVES.get(12_345));
        assertThat(view.root()).isEqualTo(LOG.root());
        assertThat(new TreeView(LOG.tiles, 0).root()).isEqualTo(Hash.EMPTY_ROOT);
    }

    @Test
    void anIndexBeyondTheTreeIsRefused() {
        TreeView view = new TreeView(LOG.tiles, 10);

        assertThatThrownBy(() -> view.inclusion(10)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> view.consistency(11))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> view.consistency(0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void subtreesAreProvenAgainstTheirTree() {
        for (int size = 1; size <= 33; size++) {
            List<Hash> tree = LEAVES.subList(0, size);
            for (int start = 0; start < size; start++) {
                for (int end = start + 1; end <= size; end++) {
                    assertSubtree(tree, start, end);
                }
            }
        }
    }

    private static void assertSubtree(List<Hash> tree, int start, int end) {
        int width = end - start;
        int aligned = width == 1 ? 1 : Integer.highestOneBit(width - 1) * 2;
        Hash subtree = TestLog.mth(tree.subList(start, end));
        Hash root = TestLog.mth(tree);
        boolean valid = start % aligned == 0;
        List<Hash> proof = valid ? TestLog.subtreeProof(tree, start, end, true) : List.of(subtree);

        assertThat(ProofVerifier.subtreeConsistency(start, end, tree.size(), proof, subtree, root))
                .isEqualTo(valid ? ProofResult.VALID : ProofResult.BAD_RANGE);
    }

    private static void assertProven(TreeView view, int index, int size) {
        assertThat(inclusion(index, size, view.inclusion(index), view))
                .isEqualTo(ProofResult.VALID);
    }

    private static void assertExtends(TreeView view, int earlier, int size) {
        Hash before = new TreeView(LOG.tiles, earlier).root();
        List<Hash> proof = view.consistency(earlier);

        assertThat(ProofVerifier.consistency(earlier, size, proof, before, view.root()))
                .isEqualTo(ProofResult.VALID);
        assertThat(ProofVerifier.consistency(earlier, size, proof, Hash.EMPTY_ROOT, view.root()))
                .isEqualTo(ProofResult.WRONG_ROOT);
    }

    private static ProofResult inclusion(long index, long size, List<Hash> proof, TreeView view) {
        Hash leaf = LEAVES.get((int) Math.clamp(index, 0, size - 1));
        return ProofVerifier.inclusion(index, size, leaf, proof, view.root());
    }

    private static Optional<byte[]> absent(TileId id) {
        throw new AssertionError(id.path() + " was not named");
    }
}
