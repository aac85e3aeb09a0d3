package io.sealpost.ingest.domain;

import io.sealpost.ingest.domain.ContentShape.Gateway;
import io.sealpost.schemas.Reason;
import io.sealpost.seal.id.Category;
import io.sealpost.seal.id.Channel;
import io.sealpost.seal.id.ContentType;
import io.sealpost.seal.id.Ids;
import io.sealpost.seal.id.Mode;
import io.sealpost.seal.id.Purpose;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.id.RequestBounds;
import io.sealpost.seal.id.RequestFields;
import io.sealpost.seal.id.RequestId;
import io.sealpost.seal.id.TemplateId;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * Every fault that a send-request is rejected for, in the order of the checks: sender, ids,
 * recipient, purpose and category, mode, form, times, content (docs/design.md §2).
 */
final class RequestChecks {
    static final List<RequestCheck> IN_ORDER =
            List.of(
                    new RequestCheck(
                            Reason.UNKNOWN_BUSINESS,
                            (business, request, allowedModes) ->
                                    business instanceof BusinessState.Unknown),
                    RequestCheck.of(
                            Reason.SUSPENDED_BUSINESS,
                            (business, request) -> business.isSuspended()),
                    RequestCheck.of(
                            Reason.BUSINESS_MISMATCH,
                            (business, request) ->
                                    !request.fields().business().equals(business.id().value())),
                    RequestCheck.of(
                            Reason.BAD_REQUEST_ID, on(f -> !RequestId.isValid(f.requestId()))),
                    RequestCheck.of(Reason.TIME_OUT_OF_BOUNDS, RequestChecks::isOutOfTime),
                    RequestCheck.of(
                            Reason.BAD_RECIPIENT, on(f -> !RecipientId.isValid(f.recipient()))),
                    RequestCheck.of(Reason.BAD_PURPOSE, on(f -> !Purpose.isValid(f.purpose()))),
                    RequestCheck.of(
                            Reason.UNKNOWN_CATEGORY, on(f -> f.category() == Category.UNKNOWN)),
                    RequestCheck.of(
                            Reason.UNKNOWN_CHANNEL, on(f -> f.channel() == Channel.UNKNOWN)),
                    RequestCheck.of(Reason.WRONG_LANE, Request::isOnWrongLane),
                    RequestCheck.of(Reason.UNKNOWN_MODE, on(f -> f.mode() == Mode.UNKNOWN)),
                    RequestCheck.of(
                            Reason.MODE_NOT_ALLOWED,
                            (business, request) ->
                                    !business.details().modes().contains(request.fields().mode())),
                    new RequestCheck(
                            Reason.MODE_NOT_ALLOWED,
                            (business, request, allowedModes) ->
                                    !allowedModes.contains(request.fields().mode())),
                    RequestCheck.of(Reason.NOT_SUPPORTED_YET, on(f -> f.mode() == Mode.SENDER)),
                    RequestCheck.of(
                            Reason.BAD_CONTENT_TYPE,
                            on(f -> !ContentType.isValid(f.contentType()))),
                    RequestCheck.of(
                            Reason.BAD_TEMPLATE,
                            on(f -> !TemplateId.isValid(f.templateId(), f.templateVersion()))),
                    RequestCheck.of(Reason.EXPIRY_OUT_OF_BOUNDS, on(RequestChecks::hasBadExpiry)),
                    RequestCheck.of(
                            Reason.EXPIRED,
                            request ->
                                    !request.fields().expiresAt().isAfter(request.arrival().at())),
                    RequestCheck.of(Reason.NOT_BEFORE_OUT_OF_BOUNDS, RequestChecks::isHeldTooLong),
                    RequestCheck.of(
                            Reason.CONTENT_MISSING, request -> request.content().isMissing()),
                    RequestCheck.of(
                            Reason.CONTENT_MODE_MISMATCH,
                            request -> request.content().isOfSender()),
                    RequestCheck.of(Reason.CONTENT_TOO_LARGE, content(Gateway::isTooLarge)),
                    RequestCheck.of(Reason.CONTENT_BADLY_PADDED, content(Gateway::isBadlyPadded)),
                    RequestCheck.of(Reason.CONTENT_MALFORMED, content(Gateway::isMalformed)));

    private RequestChecks() {}

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
        return !RequestBounds.allowsSentAt(sentAt, request.arrival().at());
    }

    private static boolean hasBadExpiry(RequestFields fields) {
        return !RequestBounds.allowsExpiry(Ids.sentAt(fields.requestId()), fields.expiresAt());
    }

    private static boolean isHeldTooLong(Request request) {
        Instant notBefore = request.fields().notBefore();
        return notBefore != null
                && !RequestBounds.allowsNotBefore(notBefore, request.arrival().at());
    }
}
