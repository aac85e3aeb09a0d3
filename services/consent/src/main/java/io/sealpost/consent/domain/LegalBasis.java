package io.sealpost.consent.domain;

import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.EvidenceMethod;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a grant is based on. */
public sealed interface LegalBasis {

    /**
     * The proof that the business keeps of the person's agreement.
     *
     * @param wording SHA-256 of the exact wording that the person saw
     * @param reference the business's own, opaque; see {@link #isReference}
     */
    record Evidence(
            EvidenceMethod method, Instant collectedAt, Sha256 wording, @Nullable String reference)
            implements LegalBasis {
        private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

        /** Whether a reference has the form: short, and without room for names or addresses. */
        public static boolean isReference(String text) {
            return REFERENCE.matcher(text).matches();
        }
    }

    /**
     * A grant that was in force before a block and continues after it.
     *
     * @param renewed hash of the record that it renews
     */
    record Renewal(Sha256 renewed) implements LegalBasis {}
}
