package io.sealpost.seal.id;

import java.util.regex.Pattern;

/**
 * The id that a business gives a message template: {@code [a-z0-9][a-z0-9_-]{0,127}}. A request has
 * both an id and a version, or neither.
 */
public record TemplateId(String value) {
    /** The lowest version of a template. */
    public static final int MIN_VERSION = 1;

    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9_-]{0,127}");

    /** Throws {@link IllegalArgumentException}, without the input, when the form is wrong. */
    public TemplateId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a template id");
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
