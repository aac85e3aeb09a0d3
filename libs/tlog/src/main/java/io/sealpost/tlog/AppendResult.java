package io.sealpost.tlog;

import java.util.List;

/**
 * The result of an append. The caller stores the tiles, the size and the root in one transaction,
 * and signs a checkpoint afterwards.
 *
 * @param frontier the frontier after the append
 * @param tiles every new or widened tile and bundle; a narrower stored one is a prefix of it
 */
public record AppendResult(Frontier frontier, List<Tile> tiles) {
    public long size() {
        return frontier.size();
    }

    public Hash root() {
        return frontier.root();
    }
}
