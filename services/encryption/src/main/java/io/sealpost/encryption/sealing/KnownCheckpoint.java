package io.sealpost.encryption.sealing;

import io.sealpost.seal.Sha256;

/**
 * The newest checkpoint of the audit log that this process has read. Every message carries it, so
 * that devices can compare it with the log.
 *
 * @param size the log's number of leaves
 * @param root the root hash of the log at that size
 */
public record KnownCheckpoint(long size, Sha256 root) {
    /** The empty log: no checkpoint has been read yet. */
    public static final KnownCheckpoint NONE = new KnownCheckpoint(0, Sha256.OF_NOTHING);

    /** The one of the larger log. */
    public KnownCheckpoint newer(KnownCheckpoint other) {
        return other.size > size ? other : this;
    }
}
