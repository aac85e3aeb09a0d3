package io.sealpost.seal.gateway;

import io.sealpost.seal.Canonical;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.Suite;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Category;
import io.sealpost.seal.id.Purpose;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.id.RequestId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a send-request that its GATEWAY content is bound to (docs/sealing.md, Gateway
 * content).
 */
public record GatewayHeader(
        RequestId request,
        RecipientId recipient,
        Purpose purpose,
        Category category,
        @Nullable String templateId,
        @Nullable Integer templateVersion,
        String contentType,
        Instant expiresAt) {

    /** The label, then each field as lp. Sent-at is the time of the request id. */
    byte[] associatedData(Suite suite, BusinessId business, Sha256 session) {
        return Canonical.labelled("sealpost/gateway/v1")
                .suite(suite)
                .text(business.value())
                .uuid(request.value())
                .text(recipient.value())
                .hash(session)
                .text(purpose.value())
                .symbol(category)
                .text(templateId)
                .number(templateVersion)
                .text(contentType)
                .time(request.sentAt())
                .time(expiresAt)
                .toArray();
    }
}
