package io.sealpost.tlog;

import static io.sealpost.tlog.InvalidLogData.Reason.*;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The public Ed25519 key and name of a log or witness (c2sp.org/signed-note). Its text form, the
 * "vkey", is {@code name+hex key id+base64(0x01 ‖ 32 bytes)}.
 */
public record NoteKey(String name, Ed25519Key key) {
    static final byte ED25519 = 1;

    /** Whether the text is a name: not empty, without spaces, control characters and plus signs. */
    static boolean isName(String text) {
        return !text.isEmpty()
                && text.codePoints()
                        .noneMatch(
                                c ->
                                        c == '+'
                                                || c < 0x20
                                                || Character.isWhitespace(c)
                                                || Character.isSpaceChar(c));
    }

    public NoteKey {
        InvalidLogData.unless(isName(name), KEY_NAME);
    }

    public static NoteKey parse(String vkey) {
        String[] parts = vkey.split("\\+", 3);
        InvalidLogData.unless(parts.length == 3, KEY_ENCODING);
        byte[] typed = StrictText.base64(parts[2]);
        InvalidLogData.unless(typed.length == 33, KEY_ENCODING);
        InvalidLogData.unless(typed[0] == ED25519, KEY_TYPE);
        NoteKey key = new NoteKey(parts[0], new Ed25519Key(Arrays.copyOfRange(typed, 1, 33)));
        InvalidLogData.unless(key.hexId().equals(parts[1]), KEY_ID);
        return key;
    }

    /** The first four bytes of SHA-256(name ‖ newline ‖ 0x01 ‖ key), big-endian. */
    public int id() {
        byte[] named = concat((name + "\n").getBytes(UTF_8), typed(key));
        return ByteBuffer.wrap(new TreeHasher().of(named).bytes()).getInt();
    }

    public String vkey() {
        return name + "+" + hexId() + "+" + StrictText.base64(typed(key));
    }

    public String hexId() {
        return HexFormat.of().toHexDigits(id());
    }

    boolean verifies(byte[] text, byte[] signature) {
        try {
            return key.verifies(text, signature);
        } catch (GeneralSecurityException notASignature) {
            return false;
        }
    }

    @Override
    public String toString() {
        return vkey();
    }

    private static byte[] typed(Ed25519Key key) {
        return concat(new byte[] {ED25519}, key.bytes());
    }

    static byte[] concat(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
    }
}
