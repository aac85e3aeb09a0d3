package io.sealpost.seal.key;

import java.util.Arrays;

/** DER of keys with a fixed size: a constant prefix and the raw key. */
final class Asn1 {
    private Asn1() {}

    static byte[] join(byte[] prefix, byte[] raw) {
        byte[] joined = Arrays.copyOf(prefix, prefix.length + raw.length);
        System.arraycopy(raw, 0, joined, prefix.length, raw.length);
        return joined;
    }

    static byte[] last(byte[] encoded, int size) {
        return Arrays.copyOfRange(encoded, encoded.length - size, encoded.length);
    }
}
