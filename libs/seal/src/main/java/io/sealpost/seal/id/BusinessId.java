package io.sealpost.seal.id;

import java.util.regex.Pattern;

/** The id of a business (tenant), also a part of topic names: {@code [a-z][a-z0-9-]{1,30}}. */
public record BusinessId(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{1,30}");

    /** Throws {@link IllegalArgumentException}, without the input, when the form is wrong. */
    public BusinessId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a business id");
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
