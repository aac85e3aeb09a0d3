package io.sealpost.seal.message;

import io.sealpost.seal.Bytes;
import io.sealpost.seal.Canonical;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.key.VerifyKey;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What is signed and sealed: the sender's view of the recipient's device list and of the audit log,
 * then the content. Bytes: u64 list version ‖ 32 list hash ‖ u64 checkpoint size ‖ 32 root ‖
 * content.
 */
public record Body(
        long listVersion,
        Sha256 listHash,
        long checkpointSize,
        Sha256 checkpointRoot,
        Bytes content) {
    private static final int HEADER = 2 * (Long.BYTES + Sha256.SIZE);

    /** What fits into one envelope, in bytes; more is media. */
    public static final int MAX_CONTENT = Padding.MAX_PAYLOAD - HEADER - VerifyKey.SIGNATURE_SIZE;

    /** Of a sender that knows no checkpoint yet. */
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
        if (bytes.length < HEADER) {
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
