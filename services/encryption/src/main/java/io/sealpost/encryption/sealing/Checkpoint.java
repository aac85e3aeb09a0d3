package io.sealpost.encryption.sealing;

import io.sealpost.seal.Sha256;

/** The newest state of the audit log that is known here; told to devices inside every message. */
public record Checkpoint(long size, Sha256 root) {
    public static final Checkpoint NONE = new Checkpoint(0, Sha256.OF_NOTHING);

    public Checkpoint newer(Checkpoint other) {
        return other.size > size ? other : this;
    }
}
