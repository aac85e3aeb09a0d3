package io.sealpost.audit.domain;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sealpost.seal.Secret;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.tlog.LeafKey;
import io.sealpost.tlog.LeafOpening;
import io.sealpost.tlog.LeafType;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One step of one message, as the log records it. A leaf commits to its ids in this order: event,
 * message, business, recipient (empty when there is none), and to its detail.
 *
 * @param eventId f(message, type, device or none): a step told twice has one id
 * @param at to the millisecond; the leaf says the second
 * @param detail see {@link Details}; shared, not to be changed
 */
public record Step(
        UUID eventId,
        MessageId message,
        BusinessId business,
        @Nullable RecipientId recipient,
        LeafType type,
        Instant at,
        byte[] detail) {

    public Subject subject() {
        return new Subject(business, recipient == null ? message.toString() : recipient.value());
    }

    /** The key of its leaf, from its subject's audit key. */
    public LeafKey key(Secret auditKey) {
        return LeafKey.derive(auditKey.reveal(), bytes(eventId));
    }

    /** What opens its leaf; {@code opening(key).leaf()} is that leaf. */
    public LeafOpening opening(LeafKey key) {
        List<byte[]> ids =
                List.of(
                        bytes(eventId),
                        bytes(message.value()),
                        business.value().getBytes(UTF_8),
                        recipient == null ? new byte[0] : recipient.value().getBytes(UTF_8));
        return new LeafOpening(type, at.getEpochSecond(), key, ids, detail);
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Step step && eventId.equals(step.eventId);
    }

    @Override
    public int hashCode() {
        return eventId.hashCode();
    }
}
