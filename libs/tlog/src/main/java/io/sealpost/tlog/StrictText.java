package io.sealpost.tlog;

import static io.sealpost.tlog.InvalidLogData.Reason.*;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Reads text that must have exactly one encoding. A signature covers bytes, so a second spelling of
 * the same value would be a second document.
 */
final class StrictText {
    private StrictText() {}

    /** Valid UTF-8 whose only control character is the newline, which it must end in. */
    static String lines(byte[] bytes) {
        String text = utf8(bytes);
        text.chars().filter(c -> c < 0x20 && c != '\n').findFirst().ifPresent(StrictText::control);
        InvalidLogData.unless(text.endsWith("\n"), MISSING_NEWLINE);
        return text;
    }

    /** The lines of a text ending in newline, without their newlines; empty ones are kept. */
    static List<String> split(String text) {
        InvalidLogData.unless(text.endsWith("\n"), MISSING_NEWLINE);
        return Arrays.asList(text.substring(0, text.length() - 1).split("\n", -1));
    }

    /** A non-negative decimal of at most 63 bits without leading zeroes. */
    static long decimal(String text) {
        InvalidLogData.unless(!text.isEmpty() && text.length() <= 19, NUMBER);
        InvalidLogData.unless(text.chars().allMatch(c -> c >= '0' && c <= '9'), NUMBER);
        InvalidLogData.unless(text.length() == 1 || text.charAt(0) != '0', LEADING_ZERO);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException tooLarge) {
            throw new InvalidLogData(NUMBER);
        }
    }

    /** Standard padded base64 (RFC 4648 section 4) in its only canonical form. */
    static byte[] base64(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            InvalidLogData.unless(base64(bytes).equals(text), BASE64);
            return bytes;
        } catch (IllegalArgumentException notBase64) {
            throw new InvalidLogData(BASE64);
        }
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String utf8(byte[] bytes) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException malformed) {
            throw new InvalidLogData(NOT_UTF8);
        }
    }

    private static void control(int character) {
        throw new InvalidLogData(character == '\r' ? CARRIAGE_RETURN : CONTROL_CHARACTER);
    }
}
