package io.sealpost.seal.id;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The id that a business gives a message template: {@code [a-z0-9][a-z0-9_-]{0,127}}. A request has
 * both an id and a version, or neither.
 */
public record TemplateId(String value) {
    /** The lowest version of a template. */
    private static final int MIN_VERSION = 1;

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

    /** Whether a request may have this id and version: both, or neither. */
    public static boolean isValid(@Nullable String value, @Nullable Integer version) {
        return value == null
                ? version == null
                : version != null && version >= MIN_VERSION && isValid(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
