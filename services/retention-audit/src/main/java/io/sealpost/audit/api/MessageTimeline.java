package io.sealpost.audit.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sealpost.audit.domain.AuditStep;
import io.sealpost.audit.domain.TimelineEntry;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.tlog.LeafKey;
import io.sealpost.tlog.LeafType;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A message's timeline as JSON: times in ms, bytes in base64url without padding. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record MessageTimeline(
        UUID messageId, String business, @Nullable String recipient, List<Event> events) {

    /**
     * One step.
     *
     * @param leafKey absent once the subject is erased
     * @param proof the text of a proof file (c2sp.org/tlog-proof), if it was requested and the leaf
     *     is under a checkpoint
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Event(
            UUID eventId,
            LeafType type,
            long at,
            long leafIndex,
            @Nullable String leafKey,
            String detail,
            @Nullable String proof) {}

    /** The opening of one leaf: from these fields anyone can recompute it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Opening(
            UUID eventId,
            UUID messageId,
            String business,
            @Nullable String recipient,
            long index,
            @Nullable String leafKey,
            LeafType type,
            long at,
            String detail) {

        static Opening of(TimelineEntry entry) {
            AuditStep step = entry.step();
            return new Opening(
                    step.eventId(),
                    step.message().value(),
                    step.business().value(),
                    text(step.recipient()),
                    entry.leafIndex(),
                    MessageTimeline.leafKey(entry),
                    step.type(),
                    step.at().toEpochMilli(),
                    base64(step.detail()));
        }
    }

    /** The timeline of one message, from at least one entry. */
    static MessageTimeline of(List<TimelineEntry> entries, Map<UUID, String> proofs) {
        AuditStep first = entries.getFirst().step();
        return new MessageTimeline(
                first.message().value(),
                first.business().value(),
                text(first.recipient()),
                entries.stream().map(entry -> event(entry, proofs)).toList());
    }

    private static Event event(TimelineEntry entry, Map<UUID, String> proofs) {
        AuditStep step = entry.step();
        return new Event(
                step.eventId(),
                step.type(),
                step.at().toEpochMilli(),
                entry.leafIndex(),
                leafKey(entry),
                base64(step.detail()),
                proofs.get(step.eventId()));
    }

    private static @Nullable String leafKey(TimelineEntry entry) {
        return entry.leafKey().map(LeafKey::bytes).map(MessageTimeline::base64).orElse(null);
    }

    private static @Nullable String text(@Nullable RecipientId recipient) {
        return recipient == null ? null : recipient.value();
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
