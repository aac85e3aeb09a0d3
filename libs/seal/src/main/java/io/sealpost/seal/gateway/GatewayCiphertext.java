package io.sealpost.seal.gateway;

import io.sealpost.seal.Bytes;
import io.sealpost.seal.key.AesKey;
import io.sealpost.seal.message.Padding;

/** The content of one message, encrypted with the key of its session. */
public record GatewayCiphertext(Bytes nonce, Bytes ciphertext) {
    /** The greatest size of a ciphertext, in bytes: padded content and tag. */
    public static final int MAX_SIZE = Padding.MAX_SIZE + AesKey.TAG_SIZE;

    /** Whether the size is that of padded content and its tag. */
    public boolean isWellPadded() {
        return isWellPadded(ciphertext.size());
    }

    /** The same for a caller that has only the size. */
    public static boolean isWellPadded(int ciphertextSize) {
        return Padding.isPadded(ciphertextSize - AesKey.TAG_SIZE);
    }
}
