package io.sealpost.seal;

/**
 * 128 bits as 26 characters of RFC 4648's base32 alphabet in lower case, without padding. The last
 * character carries three bits and is one of {@code aeimquy4}, so one value has one spelling.
 */
public final class Base32 {
    public static final int CHARS = 26;
    public static final int BYTES = 16;

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final String LAST = "aeimquy4";

    private Base32() {}

    /** Encodes the first 16 bytes. */
    public static String encode(byte[] value) {
        StringBuilder text = new StringBuilder(CHARS);
        for (int bit = 0; bit < BYTES * 8; bit += 5) {
            text.append(ALPHABET.charAt(fiveBits(value, bit)));
        }
        return text.toString();
    }

    public static boolean isValid(String text, int from) {
        if (text.length() - from != CHARS || LAST.indexOf(text.charAt(from + CHARS - 1)) < 0) {
            return false;
        }
        for (int i = from; i < from + CHARS - 1; i++) {
            if (ALPHABET.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Bits after the 128th are zero. */
    private static int fiveBits(byte[] value, int bit) {
        int index = bit / 8;
        int next = index + 1 < BYTES ? value[index + 1] & 0xFF : 0;
        int pair = (value[index] & 0xFF) << 8 | next;
        return pair >>> (11 - bit % 8) & 31;
    }
}
