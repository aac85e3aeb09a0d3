package io.sealpost.seal.gateway;

import io.sealpost.seal.Bytes;
import io.sealpost.seal.key.AesKey;
import io.sealpost.seal.message.Padding;

/** One message's content under its session's key. */
public record GatewayCiphertext(Bytes nonce, Bytes ciphertext) {
    /** The longest ciphertext, in bytes: padded content of the greatest size, and the tag. */
    public static final int MAX_SIZE = Padding.MAX_SIZE + AesKey.TAG_SIZE;

    /** Whether the ciphertext has a length that padding and the tag can have made. */
    public boolean isWellPadded() {
        return isWellPadded(ciphertext.size());
    }

    /** As above, for whoever holds only the length. */
    public static boolean isWellPadded(int ciphertextSize) {
        return Padding.isPadded(ciphertextSize - AesKey.TAG_SIZE);
    }
}
