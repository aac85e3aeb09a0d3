package io.sealpost.client.producer;

import io.sealpost.seal.Bytes;
import io.sealpost.seal.id.Category;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.Purpose;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.id.RequestId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message in clear, before it is sealed. Immutable. Times are truncated to milliseconds. Forms
 * and bounds are checked when it is sent (docs/design.md §2, Forms).
 *
 * @param contentType a media type, at most 127 characters
 * @param content at most 65,388 bytes
 * @param templateId the business's name of a template, null for none; {@code templateVersion}
 *     likewise
 * @param notBefore when it may be delivered at the earliest, at most 36 hours ahead; null for at
 *     once
 * @param expiresAt null for the default: 30 days after it is sent, 10 minutes for AUTHENTICATION
 * @param supersedes the message that this one replaces, or null
 * @param urgent whether it is sent on the urgent topic; AUTHENTICATION and SERVICE only
 * @param requestId null for a new one; a retry keeps the one it had
 */
public record OutgoingMessage(
        RecipientId recipient,
        Purpose purpose,
        Category category,
        String contentType,
        Bytes content,
        @Nullable String templateId,
        @Nullable Integer templateVersion,
        @Nullable Instant notBefore,
        @Nullable Instant expiresAt,
        @Nullable MessageId supersedes,
        boolean urgent,
        @Nullable RequestId requestId) {

    /** Stores times as they are sent: in whole milliseconds. */
    public OutgoingMessage {
        notBefore = millis(notBefore);
        expiresAt = millis(expiresAt);
    }

    /** Begins a message with the fields that have no default. */
    public static Builder to(
            RecipientId recipient, Purpose purpose, Category category, byte[] content) {
        return new Builder(recipient, purpose, category, Bytes.of(content));
    }

    /** The same message under the request id of an earlier attempt. */
    public OutgoingMessage retrying(RequestId id) {
        return new OutgoingMessage(
                recipient,
                purpose,
                category,
                contentType,
                content,
                templateId,
                templateVersion,
                notBefore,
                expiresAt,
                supersedes,
                urgent,
                id);
    }

    private static @Nullable Instant millis(@Nullable Instant time) {
        return time == null ? null : Instant.ofEpochMilli(time.toEpochMilli());
    }

    /**
     * Sets the fields that have a default. The default content type is {@code text/plain;
     * charset=utf-8}. Not thread-safe.
     */
    public static final class Builder {
        private final RecipientId recipient;
        private final Purpose purpose;
        private final Category category;
        private final Bytes content;
        private String contentType = "text/plain; charset=utf-8";
        private Optional<String> templateId = Optional.empty();
        private Optional<Integer> templateVersion = Optional.empty();
        private Optional<Instant> notBefore = Optional.empty();
        private Optional<Instant> expiresAt = Optional.empty();
        private Optional<MessageId> supersedes = Optional.empty();
        private Optional<RequestId> requestId = Optional.empty();
        private boolean urgent;

        private Builder(RecipientId recipient, Purpose purpose, Category category, Bytes content) {
            this.recipient = recipient;
            this.purpose = purpose;
            this.category = category;
            this.content = content;
        }

        public Builder contentType(String value) {
            contentType = value;
            return this;
        }

        public Builder template(String id, int version) {
            templateId = Optional.of(id);
            templateVersion = Optional.of(version);
            return this;
        }

        public Builder notBefore(Instant value) {
            notBefore = Optional.of(value);
            return this;
        }

        public Builder expiresAt(Instant value) {
            expiresAt = Optional.of(value);
            return this;
        }

        public Builder supersedes(MessageId value) {
            supersedes = Optional.of(value);
            return this;
        }

        public Builder urgent() {
            urgent = true;
            return this;
        }

        public Builder requestId(RequestId value) {
            requestId = Optional.of(value);
            return this;
        }

        public OutgoingMessage build() {
            return new OutgoingMessage(
                    recipient,
                    purpose,
                    category,
                    contentType,
                    content,
                    templateId.orElse(null),
                    templateVersion.orElse(null),
                    notBefore.orElse(null),
                    expiresAt.orElse(null),
                    supersedes.orElse(null),
                    urgent,
                    requestId.orElse(null));
        }
    }
}
