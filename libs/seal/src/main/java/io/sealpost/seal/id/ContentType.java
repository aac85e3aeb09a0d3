package io.sealpost.seal.id;

import java.util.regex.Pattern;

/**
 * The media type of a message's content, such as {@code text/plain; charset=utf-8}: type, slash,
 * subtype, and optional parameters after a semicolon. Printable ASCII, at most {@link #MAX_LENGTH}
 * characters.
 */
public record ContentType(String value) {
    public static final int MAX_LENGTH = 127;

    private static final Pattern FORM =
            Pattern.compile("[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+( ?;[ -~]+)?");

    /** Throws {@link IllegalArgumentException}, without the input, when the form is wrong. */
    public ContentType {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a content type");
        }
    }

    public static boolean isValid(String value) {
        return value.length() <= MAX_LENGTH && FORM.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
