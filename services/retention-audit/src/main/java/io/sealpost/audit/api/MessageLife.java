package io.sealpost.audit.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sealpost.audit.domain.LoggedStep;
import io.sealpost.audit.domain.Step;
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
record MessageLife(
        UUID messageId, String business, @Nullable String recipient, List<Event> events) {

    /**
     * One step.
     *
     * @param leafKey absent once the subject is erased
     * @param proof a proof file's text (c2sp.org/tlog-proof), where it was asked for and the leaf
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

    /** One leaf opened: with these, in this order, anyone recomputes it. */
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

        static Opening of(LoggedStep logged) {
            Step step = logged.step();
            return new Opening(
                    step.eventId(),
                    step.message().value(),
                    step.business().value(),
                    text(step.recipient()),
                    logged.index(),
                    MessageLife.leafKey(logged),
                    step.type(),
                    step.at().toEpochMilli(),
                    base64(step.detail()));
        }
    }

    /** Of at least one step. */
    static MessageLife of(List<LoggedStep> steps, Map<UUID, String> proofs) {
        Step first = steps.getFirst().step();
        return new MessageLife(
                first.message().value(),
                first.business().value(),
                text(first.recipient()),
                steps.stream().map(logged -> event(logged, proofs)).toList());
    }

    private static Event event(LoggedStep logged, Map<UUID, String> proofs) {
        Step step = logged.step();
        return new Event(
                step.eventId(),
                step.type(),
                step.at().toEpochMilli(),
                logged.index(),
                leafKey(logged),
                base64(step.detail()),
                proofs.get(step.eventId()));
    }

    private static @Nullable String leafKey(LoggedStep logged) {
        return logged.key().map(LeafKey::bytes).map(MessageLife::base64).orElse(null);
    }

    private static @Nullable String text(@Nullable RecipientId recipient) {
        return recipient == null ? null : recipient.value();
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
