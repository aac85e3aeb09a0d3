package io.sealpost.seal.key;

import io.sealpost.seal.Bytes;
import io.sealpost.seal.Canonical;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.Suite;

/** The id of a prekey: the first 16 bytes of H(suite byte ‖ public key). */
public record KeyId(Bytes bytes) {
    public static final int SIZE = 16;

    public KeyId {
        if (bytes.size() != SIZE) {
            throw new IllegalArgumentException("a key id has 16 bytes");
        }
    }

    public static KeyId of(byte[] raw) {
        return new KeyId(Bytes.of(raw));
    }

    public static KeyId of(Suite suite, XWingPublicKey key) {
        byte[] input = {(byte) suite.code()};
        byte[] both = Canonical.unlabelled().raw(input).raw(key.bytes().toArray()).toArray();
        return new KeyId(Sha256.of(both).bytes().slice(0, SIZE));
    }
}
