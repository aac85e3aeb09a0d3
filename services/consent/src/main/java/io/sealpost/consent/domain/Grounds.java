package io.sealpost.consent.domain;

import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.EvidenceMethod;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a grant rests on. */
public sealed interface Grounds {

    /**
     * The proof a business keeps of a person's yes.
     *
     * @param wording SHA-256 of the exact wording the person saw
     * @param reference the business's own, opaque; see {@link #isReference}
     */
    record Evidence(
            EvidenceMethod method, Instant collectedAt, Sha256 wording, @Nullable String reference)
            implements Grounds {
        private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

        /** Whether a reference has the form: short and opaque, no place for names or addresses. */
        public static boolean isReference(String text) {
            return REFERENCE.matcher(text).matches();
        }
    }

    /** A grant that stood before a block and stands again after it: the record it renews. */
    record Renewal(Sha256 renewed) implements Grounds {}
}
