package io.sealpost.consent.domain;

import org.jspecify.annotations.Nullable;

/**
 * The person behind a recipient id.
 *
 * @param language a BCP 47 tag
 * @param timeZone a name of the IANA database
 */
public record Contact(Address address, @Nullable String language, @Nullable String timeZone) {
    @Override
    public String toString() {
        return "[redacted]";
    }
}
