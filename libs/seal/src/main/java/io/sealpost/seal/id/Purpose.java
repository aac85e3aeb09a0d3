package io.sealpost.seal.id;

import java.util.regex.Pattern;

/** The purpose that consent is given for: {@code [a-z][a-z0-9-]{0,62}}. */
public record Purpose(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    /** Throws {@link IllegalArgumentException}, without the input, when the form is wrong. */
    public Purpose {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a purpose");
        }
    }

    public static boolean isValid(String value) {
        return FORM.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
