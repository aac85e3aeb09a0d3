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
 * A message as its business means it, before it is sealed.
 *
 * @param content at most {@code Body.MAX_CONTENT} bytes
 * @param expiresAt null for the default: 30 days after it is sent, 10 minutes for AUTHENTICATION
 * @param urgent whether it goes on the urgent topic; AUTHENTICATION and SERVICE only
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

    /** The part nobody can leave out; the rest has defaults. */
    public static Builder to(
            RecipientId recipient, Purpose purpose, Category category, byte[] content) {
        return new Builder(recipient, purpose, category, Bytes.of(content));
    }

    /** The same message under a request id it was given before. */
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

    /** Sets what has a default. Not thread-safe. */
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
