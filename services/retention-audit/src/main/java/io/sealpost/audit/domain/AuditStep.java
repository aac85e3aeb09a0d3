package io.sealpost.audit.domain;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sealpost.seal.Canonical;
import io.sealpost.seal.Secret;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.tlog.LeafKey;
import io.sealpost.tlog.LeafOpening;
import io.sealpost.tlog.LeafType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One step of one message, as the log records it (docs/design.md §7). Its leaf commits to the ids
 * in this order: event, message, business, recipient (empty if there is none), and to the detail.
 * Two steps with one event id are equal.
 *
 * @param eventId derived from message, type and device, so a step that is published twice has one
 *     id
 * @param at to the millisecond; the leaf has only the second
 * @param detail see {@link LeafDetail}; must not be modified
 */
public record AuditStep(
        UUID eventId,
        MessageId message,
        BusinessId business,
        @Nullable RecipientId recipient,
        LeafType type,
        Instant at,
        byte[] detail) {

    public AuditSubject subject() {
        return new AuditSubject(
                business, recipient == null ? message.toString() : recipient.value());
    }

    /** The key of its leaf, derived from the subject's audit key. */
    public LeafKey leafKey(Secret auditKey) {
        return LeafKey.derive(auditKey.reveal(), bytes(eventId));
    }

    /** Opens its leaf; {@code opening(key).leaf()} is that leaf. */
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
        return Canonical.unlabelled().rawUuid(id).toArray();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AuditStep step && eventId.equals(step.eventId);
    }

    @Override
    public int hashCode() {
        return eventId.hashCode();
    }
}
