package io.sealpost.client.device;

import io.sealpost.seal.Suite;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Category;
import io.sealpost.seal.id.ContentType;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.Mode;
import io.sealpost.seal.id.Purpose;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.id.TemplateId;
import io.sealpost.seal.key.KeyId;
import io.sealpost.seal.message.Context;
import io.sealpost.seal.message.Direction;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One message of a push frame as it came from the server: the envelope and the fields in clear
 * beside it. No form is checked yet, and a field that the frame left out is null.
 *
 * @param sealed the envelope
 * @param sentAt in milliseconds since 1970, as {@code expiresAt}
 */
record PushedMessage(
        UUID messageId,
        int suite,
        String mode,
        String direction,
        String business,
        String recipient,
        String device,
        byte[] keyId,
        String purpose,
        String category,
        @Nullable String templateId,
        @Nullable Integer templateVersion,
        String contentType,
        long sentAt,
        long expiresAt,
        byte[] sealed) {

    /** The context that the envelope must be bound to; empty where a field has another form. */
    Optional<Context> context() {
        try {
            return isComplete() && hasValidTexts()
                    ? Suite.of(suite).map(this::context)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The message id; empty where it is missing or has another form. */
    Optional<MessageId> id() {
        return Optional.ofNullable(messageId).filter(MessageId::isValid).map(MessageId::new);
    }

    boolean isUrgent() {
        return Category.AUTHENTICATION.name().equals(category);
    }

    private boolean isComplete() {
        return Stream.of(
                        messageId,
                        mode,
                        direction,
                        business,
                        recipient,
                        device,
                        keyId,
                        purpose,
                        category,
                        contentType,
                        sealed)
                .allMatch(Objects::nonNull);
    }

    private boolean hasValidTexts() {
        return ContentType.isValid(contentType)
                && (templateId == null || TemplateId.isValid(templateId));
    }

    private Context context(Suite known) {
        return new Context(
                known,
                Mode.valueOf(mode),
                Direction.valueOf(direction),
                new BusinessId(business),
                new MessageId(messageId),
                new RecipientId(recipient),
                new DeviceId(device),
                KeyId.of(keyId),
                new Purpose(purpose),
                Category.valueOf(category),
                templateId,
                templateVersion,
                contentType,
                Instant.ofEpochMilli(sentAt),
                Instant.ofEpochMilli(expiresAt));
    }
}
