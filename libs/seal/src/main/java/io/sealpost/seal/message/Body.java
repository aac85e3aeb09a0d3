package io.sealpost.seal.message;

import io.sealpost.seal.Bytes;
import io.sealpost.seal.Canonical;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.key.VerifyKey;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The part of a message that is signed and sealed: the sender's view of the recipient's device list
 * and of the audit log, then the content. Bytes: u64 list version ‖ 32-byte list hash ‖ u64
 * checkpoint size ‖ 32-byte checkpoint root ‖ content (docs/sealing.md, Envelope).
 */
public record Body(
        long listVersion,
        Sha256 listHash,
        long checkpointSize,
        Sha256 checkpointRoot,
        Bytes content) {
    private static final int HEADER_SIZE = 2 * (Long.BYTES + Sha256.SIZE);

    /** The greatest size of the content of one envelope, in bytes. */
    public static final int MAX_CONTENT =
            Padding.MAX_PAYLOAD - HEADER_SIZE - VerifyKey.SIGNATURE_SIZE;

    /** The body of a sender that has no checkpoint yet. */
    public static Body withoutCheckpoint(long listVersion, Sha256 listHash, Bytes content) {
        return new Body(listVersion, listHash, 0, Sha256.OF_NOTHING, content);
    }

    byte[] canonical() {
        return Canonical.unlabelled()
                .rawLong(listVersion)
                .raw(listHash.toArray())
                .rawLong(checkpointSize)
                .raw(checkpointRoot.toArray())
                .raw(content.toArray())
                .toArray();
    }

    static Optional<Body> parse(byte[] bytes) {
        if (bytes.length < HEADER_SIZE) {
            return Optional.empty();
        }
        ByteBuffer source = ByteBuffer.wrap(bytes);
        return Optional.of(
                new Body(
                        source.getLong(),
                        hash(source),
                        source.getLong(),
                        hash(source),
                        Bytes.owned(take(source, source.remaining()))));
    }

    private static Sha256 hash(ByteBuffer source) {
        return Sha256.from(take(source, Sha256.SIZE));
    }

    private static byte[] take(ByteBuffer source, int size) {
        byte[] taken = new byte[size];
        source.get(taken);
        return taken;
    }
}
