package io.sealpost.ingest.domain;

import io.sealpost.ingest.domain.ContentShape.Gateway;
import io.sealpost.schemas.Reason;
import io.sealpost.seal.id.Category;
import io.sealpost.seal.id.Channel;
import io.sealpost.seal.id.Ids;
import io.sealpost.seal.id.Mode;
import io.sealpost.seal.id.Purpose;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.id.RequestFields;
import io.sealpost.seal.id.RequestId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Everything a send-request is refused for, in the order it is looked at: who sends, what it is
 * called, whom it is for, how it travels, what it holds, and when (DESIGN §2, "Ids" and "Forms").
 */
final class Checks {
    private static final Duration OLDEST = Duration.ofDays(7);
    private static final Duration FARTHEST_AHEAD = Duration.ofMinutes(10);
    private static final Duration SHORTEST_LIFE = Duration.ofSeconds(1);
    private static final Duration LONGEST_LIFE = Duration.ofDays(30);
    private static final Duration LONGEST_HOLD = Duration.ofHours(36);

    private static final int MAX_CONTENT_TYPE = 127;
    private static final Pattern CONTENT_TYPE =
            Pattern.compile("[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+( ?;[ -~]+)?");
    private static final Pattern TEMPLATE = Pattern.compile("[a-z0-9][a-z0-9_-]{0,127}");

    static final List<Check> IN_ORDER =
            List.of(
                    new Check(
                            Reason.UNKNOWN_BUSINESS,
                            (business, request, allowed) -> business instanceof Business.Unknown),
                    Check.of(
                            Reason.SUSPENDED_BUSINESS,
                            (business, request) -> business.isSuspended()),
                    Check.of(
                            Reason.BUSINESS_MISMATCH,
                            (business, request) ->
                                    !request.fields().business().equals(business.id().value())),
                    Check.of(Reason.BAD_REQUEST_ID, on(f -> !RequestId.isValid(f.requestId()))),
                    Check.of(Reason.TIME_OUT_OF_BOUNDS, Checks::isOutOfTime),
                    Check.of(Reason.BAD_RECIPIENT, on(f -> !RecipientId.isValid(f.recipient()))),
                    Check.of(Reason.BAD_PURPOSE, on(f -> !Purpose.isValid(f.purpose()))),
                    Check.of(Reason.UNKNOWN_CATEGORY, on(f -> f.category() == Category.UNKNOWN)),
                    Check.of(Reason.UNKNOWN_CHANNEL, on(f -> f.channel() == Channel.UNKNOWN)),
                    Check.of(Reason.WRONG_LANE, Lanes::isWrong),
                    Check.of(Reason.UNKNOWN_MODE, on(f -> f.mode() == Mode.UNKNOWN)),
                    Check.of(
                            Reason.MODE_NOT_ALLOWED,
                            (business, request) ->
                                    !business.details().modes().contains(request.fields().mode())),
                    new Check(
                            Reason.MODE_NOT_ALLOWED,
                            (business, request, allowed) ->
                                    !allowed.contains(request.fields().mode())),
                    Check.of(Reason.NOT_SUPPORTED_YET, on(f -> f.mode() == Mode.SENDER)),
                    Check.of(Reason.BAD_CONTENT_TYPE, on(f -> !isContentType(f.contentType()))),
                    Check.of(Reason.BAD_TEMPLATE, on(f -> !isTemplate(f))),
                    Check.of(Reason.EXPIRY_OUT_OF_BOUNDS, on(Checks::livesTooShortOrLong)),
                    Check.of(
                            Reason.EXPIRED,
                            request ->
                                    !request.fields().expiresAt().isAfter(request.arrival().at())),
                    Check.of(Reason.NOT_BEFORE_OUT_OF_BOUNDS, Checks::isHeldTooLong),
                    Check.of(Reason.CONTENT_MISSING, request -> request.content().isMissing()),
                    Check.of(
                            Reason.CONTENT_MODE_MISMATCH,
                            request -> request.content().isOfSender()),
                    Check.of(Reason.CONTENT_TOO_LARGE, content(Gateway::isTooLarge)),
                    Check.of(Reason.CONTENT_BADLY_PADDED, content(Gateway::isBadlyPadded)),
                    Check.of(Reason.CONTENT_MALFORMED, content(Gateway::isMalformed)));

    private Checks() {}

    private static Predicate<Request> on(Predicate<RequestFields> fault) {
        return request -> fault.test(request.fields());
    }

    private static Predicate<Request> content(Predicate<Gateway> fault) {
        return request -> {
            Gateway gateway = request.content().gateway();
            return gateway != null && fault.test(gateway);
        };
    }

    private static boolean isOutOfTime(Request request) {
        Instant sentAt = Ids.sentAt(request.fields().requestId());
        Instant at = request.arrival().at();
        return sentAt.isBefore(at.minus(OLDEST)) || sentAt.isAfter(at.plus(FARTHEST_AHEAD));
    }

    private static boolean livesTooShortOrLong(RequestFields fields) {
        Instant sentAt = Ids.sentAt(fields.requestId());
        return fields.expiresAt().isBefore(sentAt.plus(SHORTEST_LIFE))
                || fields.expiresAt().isAfter(sentAt.plus(LONGEST_LIFE));
    }

    private static boolean isHeldTooLong(Request request) {
        Instant notBefore = request.fields().notBefore();
        return notBefore != null && notBefore.isAfter(request.arrival().at().plus(LONGEST_HOLD));
    }

    private static boolean isContentType(String contentType) {
        return contentType.length() <= MAX_CONTENT_TYPE
                && CONTENT_TYPE.matcher(contentType).matches();
    }

    /** Both parts or neither; versions count from 1. */
    private static boolean isTemplate(RequestFields fields) {
        String id = fields.templateId();
        Integer version = fields.templateVersion();
        return id == null
                ? version == null
                : version != null && version >= 1 && TEMPLATE.matcher(id).matches();
    }
}
