package io.sealpost.tlog;

import static io.sealpost.tlog.InvalidLogData.Reason.*;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Parses text that must have exactly one encoding. A signature is over bytes, so a second spelling
 * of the same value would be another document.
 */
final class StrictText {
    private StrictText() {}

    /** Decodes UTF-8 that has no control character except newline and ends in a newline. */
    static String lines(byte[] bytes) {
        String text = utf8(bytes);
        text.chars().filter(c -> c < 0x20 && c != '\n').findFirst().ifPresent(StrictText::control);
        InvalidLogData.unless(text.endsWith("\n"), MISSING_NEWLINE);
        return text;
    }

    /** The lines of a text that ends in a newline, without their newlines. Empty lines are kept. */
    static List<String> split(String text) {
        InvalidLogData.unless(text.endsWith("\n"), MISSING_NEWLINE);
        return Arrays.asList(text.substring(0, text.length() - 1).split("\n", -1));
    }

    /** A decimal number from 0 to 2^63-1 without leading zeroes. */
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

    /** Standard base64 with padding (RFC 4648 section 4) in its canonical form. */
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
