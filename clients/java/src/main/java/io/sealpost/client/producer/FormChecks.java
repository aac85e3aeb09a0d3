package io.sealpost.client.producer;

import io.sealpost.client.producer.SendError.Field;
import io.sealpost.client.producer.SendError.InvalidField;
import io.sealpost.client.producer.SendError.TooLarge;
import io.sealpost.seal.id.Category;
import io.sealpost.seal.id.ContentType;
import io.sealpost.seal.id.LaneRule;
import io.sealpost.seal.id.RequestBounds;
import io.sealpost.seal.id.RequestId;
import io.sealpost.seal.id.TemplateId;
import io.sealpost.seal.message.Body;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The checks that ingest makes of a request's form (docs/design.md §2, Forms), made before the
 * message is sealed. The forms of ids are checked by their types.
 */
final class FormChecks {

    private record Check(Field field, Predicate<Draft> isWrong) {}

    /**
     * A message that is about to be sealed; all times in whole milliseconds.
     *
     * @param now stands for the time at which the broker will receive it
     */
    record Draft(OutgoingMessage message, RequestId request, Instant expiresAt, Instant now) {}

    private static final List<Check> IN_ORDER =
            List.of(
                    new Check(Field.REQUEST_ID, FormChecks::hasWrongTime),
                    new Check(
                            Field.CATEGORY,
                            draft -> draft.message().category() == Category.UNKNOWN),
                    new Check(Field.LANE, draft -> isOnWrongLane(draft.message())),
                    new Check(
                            Field.CONTENT_TYPE,
                            draft -> !ContentType.isValid(draft.message().contentType())),
                    new Check(Field.TEMPLATE, draft -> !hasValidTemplate(draft.message())),
                    new Check(Field.EXPIRES_AT, FormChecks::hasWrongExpiry),
                    new Check(Field.NOT_BEFORE, FormChecks::isHeldTooLong));

    private FormChecks() {}

    /** The first error of a message; empty where ingest would accept it. */
    static Optional<SendError> firstError(Draft draft) {
        for (Check check : IN_ORDER) {
            if (check.isWrong().test(draft)) {
                return Optional.of(new InvalidField(check.field()));
            }
        }
        int size = draft.message().content().size();
        return size > Body.MAX_CONTENT
                ? Optional.of(new TooLarge(size, Body.MAX_CONTENT))
                : Optional.empty();
    }

    private static boolean hasWrongTime(Draft draft) {
        return !RequestBounds.allowsSentAt(draft.request().sentAt(), draft.now());
    }

    private static boolean isOnWrongLane(OutgoingMessage message) {
        return message.urgent() && !LaneRule.allowsUrgentTopic(message.category());
    }

    private static boolean hasValidTemplate(OutgoingMessage message) {
        return TemplateId.isValid(message.templateId(), message.templateVersion());
    }

    private static boolean hasWrongExpiry(Draft draft) {
        return !RequestBounds.allowsExpiry(draft.request().sentAt(), draft.expiresAt())
                || !draft.expiresAt().isAfter(draft.now());
    }

    private static boolean isHeldTooLong(Draft draft) {
        Instant notBefore = draft.message().notBefore();
        return notBefore != null && !RequestBounds.allowsNotBefore(notBefore, draft.now());
    }
}
