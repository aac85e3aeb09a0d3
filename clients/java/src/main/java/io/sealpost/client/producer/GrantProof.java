package io.sealpost.client.producer;

import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.EvidenceMethod;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The evidence of a person's consent. It must not contain an address, a name or free text.
 *
 * @param collectedAt when the person agreed
 * @param wording SHA-256 of the exact wording that the person saw
 * @param reference the business's own, at most 64 of {@code [A-Za-z0-9._:-]}; or null
 * @param validUntil when the grant ends by itself, or null
 */
public record GrantProof(
        EvidenceMethod method,
        Instant collectedAt,
        Sha256 wording,
        @Nullable String reference,
        @Nullable Instant validUntil) {

    /** Without a reference, for a grant that does not end by itself. */
    public static GrantProof of(EvidenceMethod method, Instant collectedAt, Sha256 wording) {
        return new GrantProof(method, collectedAt, wording, null, null);
    }
}
