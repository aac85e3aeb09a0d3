package io.sealpost.seal.id;

import io.sealpost.seal.Bytes;
import io.sealpost.seal.Canonical;
import io.sealpost.seal.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The fields that make two send-requests the same (docs/design.md §2, Sameness), as the producer
 * wrote them. A request with a wrong form has a digest too, so its rejection is stored like any
 * other outcome.
 */
public record RequestFields(
        Mode mode,
        String business,
        UUID requestId,
        String recipient,
        String purpose,
        Category category,
        Channel channel,
        @Nullable String templateId,
        @Nullable Integer templateVersion,
        String contentType,
        @Nullable Instant notBefore,
        Instant expiresAt,
        @Nullable Bytes identityKeyHash,
        @Nullable UUID supersedes) {
    private static final int MAX_FIELD_SIZE = 0xFFFF;

    /** Defined for every record: a field longer than 65,535 bytes is replaced by its own hash. */
    public Sha256 digest() {
        return Canonical.labelled("sealpost/request/v1")
                .symbol(mode)
                .bytes(bounded(business))
                .uuid(requestId)
                .bytes(bounded(recipient))
                .bytes(bounded(purpose))
                .symbol(category)
                .symbol(channel)
                .bytes(bounded(templateId))
                .number(templateVersion)
                .bytes(bounded(contentType))
                .time(notBefore)
                .time(expiresAt)
                .bytes(bounded(identityKeyHash))
                .uuid(supersedes)
                .hash();
    }

    private static byte @Nullable [] bounded(@Nullable String text) {
        return text == null ? null : bounded(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte @Nullable [] bounded(@Nullable Bytes bytes) {
        return bytes == null ? null : bounded(bytes.toArray());
    }

    private static byte[] bounded(byte[] field) {
        return field.length <= MAX_FIELD_SIZE ? field : Sha256.of(field).toArray();
    }
}
