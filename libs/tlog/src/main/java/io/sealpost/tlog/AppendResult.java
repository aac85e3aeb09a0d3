package io.sealpost.tlog;

import java.util.List;

/**
 * What an append produced. Store the tiles and (size, root) in one transaction, then sign.
 *
 * @param frontier the log afterwards
 * @param tiles every new or widened tile and bundle; a narrower one stored before is a prefix of it
 */
public record AppendResult(Frontier frontier, List<Tile> tiles) {
    public long size() {
        return frontier.size();
    }

    public Hash root() {
        return frontier.root();
    }
}
