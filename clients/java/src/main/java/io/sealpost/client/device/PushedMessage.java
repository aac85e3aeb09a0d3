package io.sealpost.client.device;

import io.sealpost.seal.Suite;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Category;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.Mode;
import io.sealpost.seal.id.Purpose;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.key.KeyId;
import io.sealpost.seal.message.Context;
import io.sealpost.seal.message.Direction;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One message of a push: the envelope and what is carried in clear beside it. */
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

    /** What the envelope must be bound to; empty where a field has no such form. */
    Optional<Context> context() {
        try {
            return Suite.of(suite).map(this::context);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    boolean isUrgent() {
        return "AUTHENTICATION".equals(category);
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
