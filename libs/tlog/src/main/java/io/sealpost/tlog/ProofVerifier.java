package io.sealpost.tlog;

import static io.sealpost.tlog.ProofResult.*;

import java.util.List;

/**
 * Verifies inclusion and consistency proofs, of whole trees and of subtrees [start, end). A proof
 * with a hash too many or too few is invalid even where the root would match.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9162#section-2.1.3.2">RFC 9162 sections 2.1.3.2
 *     and 2.1.4.2</a>; subtrees as in draft-ietf-plants-merkle-tree-certs section 4
 */
public final class ProofVerifier {
    private ProofVerifier() {}

    public static ProofResult inclusion(
            long index, long size, Hash leaf, List<Hash> proof, Hash root) {
        return subtreeInclusion(index, 0, size, leaf, proof, root);
    }

    /** Requires 0 ≤ start ≤ index &lt; end, with start aligned to the subtree. */
    public static ProofResult subtreeInclusion(
            long index, long start, long end, Hash leaf, List<Hash> proof, Hash root) {
        if (!isSubtree(start, end) || index < start || index >= end) {
            return BAD_RANGE;
        }
        TreeHasher hasher = new TreeHasher();
        Hash hash = leaf;
        long node = index - start;
        long last = end - start - 1;
        for (Hash sibling : proof) {
            if (last == 0) {
                return TOO_LONG;
            }
            boolean right = (node & 1) == 1;
            boolean edge = node == last;
            hash = right || edge ? hasher.node(sibling, hash) : hasher.node(hash, sibling);
            int up =
                    edge
                            ? 1 + Long.numberOfTrailingZeros(node)
                            : 1; // without a sibling: up to the next level with one
            node >>= up;
            last >>= up;
        }
        return last != 0 ? TOO_SHORT : hash.equals(root) ? VALID : WRONG_ROOT;
    }

    /** Requires 0 &lt; size1 ≤ size2. Every tree extends the empty one, so that proves nothing. */
    public static ProofResult consistency(
            long size1, long size2, List<Hash> proof, Hash root1, Hash root2) {
        return size1 <= 0 ? BAD_RANGE : subtreeConsistency(0, size1, size2, proof, root1, root2);
    }

    /**
     * Verifies that the subtree with that root is part of the tree. Requires 0 ≤ start ≤ end ≤
     * size, with start aligned. An empty subtree has the empty root and an empty proof.
     */
    public static ProofResult subtreeConsistency(
            long start, long end, long size, List<Hash> proof, Hash subtreeRoot, Hash root) {
        if (start == end && start >= 0 && end <= size) {
            return emptySubtree(proof, subtreeRoot);
        }
        if (!isSubtree(start, end) || end > size) {
            return BAD_RANGE;
        }
        return new Climb(start, end - 1, size - 1).check(proof, subtreeRoot, root);
    }

    private static ProofResult emptySubtree(List<Hash> proof, Hash subtreeRoot) {
        return !proof.isEmpty()
                ? TOO_LONG
                : subtreeRoot.equals(Hash.EMPTY_ROOT) ? VALID : WRONG_ROOT;
    }

    /** Whether start is a multiple of the smallest power of two not below the width. */
    private static boolean isSubtree(long start, long end) {
        long width = end - start;
        return start >= 0
                && width > 0
                && (width == 1 || (start & ((Long.highestOneBit(width - 1) << 1) - 1)) == 0);
    }

    /** Goes from the last node of the subtree up to the root, and recomputes both roots. */
    private static final class Climb {
        private final TreeHasher hasher = new TreeHasher();
        private long first;
        private long last;
        private long treeLast;

        Climb(long first, long last, long treeLast) {
            this.first = first;
            this.last = last;
            this.treeLast = treeLast;
            boolean flush = last == treeLast;
            while (this.first != this.last && (flush || (this.last & 1) == 1)) {
                up();
            }
        }

        ProofResult check(List<Hash> proof, Hash subtreeRoot, Hash root) {
            boolean seeded = first != last; // otherwise the subtree is a node of the tree
            if (seeded && proof.isEmpty()) {
                return TOO_SHORT;
            }
            Hash inSubtree = seeded ? proof.getFirst() : subtreeRoot;
            Hash inTree = inSubtree;
            for (Hash sibling : seeded ? proof.subList(1, proof.size()) : proof) {
                if (treeLast == 0) {
                    return TOO_LONG;
                }
                boolean left = (last & 1) == 1 || last == treeLast;
                if (left && first < last) {
                    inSubtree = hasher.node(sibling, inSubtree);
                }
                inTree = left ? hasher.node(sibling, inTree) : hasher.node(inTree, sibling);
                while (left && (last & 1) == 0) {
                    up();
                }
                up();
            }
            if (treeLast != 0) {
                return TOO_SHORT;
            }
            return inSubtree.equals(subtreeRoot) && inTree.equals(root) ? VALID : WRONG_ROOT;
        }

        private void up() {
            first >>= 1;
            last >>= 1;
            treeLast >>= 1;
        }
    }
}
