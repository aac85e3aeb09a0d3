package io.sealpost.consent.domain;

import org.jspecify.annotations.Nullable;

/**
 * A person behind a recipient id.
 *
 * @param language BCP 47
 * @param timeZone of the IANA database
 */
public record Contact(Address address, @Nullable String language, @Nullable String timeZone) {
    @Override
    public String toString() {
        return "[redacted]";
    }
}
