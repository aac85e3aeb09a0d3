package io.sealpost.client.producer;

import io.sealpost.schemas.EvidenceMethod;
import io.sealpost.seal.Sha256;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a person agreed. No address, name or free text.
 *
 * @param wording SHA-256 of the exact wording the person saw
 * @param reference the business's own, at most 64 of {@code [A-Za-z0-9._:-]}
 * @param validUntil when the grant ends by itself, or null
 */
public record GrantProof(
        EvidenceMethod method,
        Instant collectedAt,
        Sha256 wording,
        @Nullable String reference,
        @Nullable Instant validUntil) {

    public static GrantProof of(EvidenceMethod method, Instant collectedAt, Sha256 wording) {
        return new GrantProof(method, collectedAt, wording, null, null);
    }
}
