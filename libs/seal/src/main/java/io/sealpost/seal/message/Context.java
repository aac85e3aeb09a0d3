package io.sealpost.seal.message;

import static io.sealpost.seal.id.RequestBounds.MAX_CLOCK_SKEW;

import io.sealpost.seal.Canonical;
import io.sealpost.seal.Suite;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Category;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.Mode;
import io.sealpost.seal.id.Purpose;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.key.KeyId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Context v1: the fields that an envelope is bound to, as HPKE {@code info} and as part of what is
 * signed. They travel in clear beside the envelope. If one of them is changed, the envelope does
 * not open (docs/sealing.md, Envelope).
 */
public record Context(
        Suite suite,
        Mode mode,
        Direction direction,
        BusinessId business,
        MessageId message,
        RecipientId recipient,
        DeviceId device,
        KeyId key,
        Purpose purpose,
        Category category,
        @Nullable String templateId,
        @Nullable Integer templateVersion,
        String contentType,
        Instant sentAt,
        Instant expiresAt) {
    /** The HPKE {@code info}: the label, then each field as lp, in the order of this record. */
    public byte[] canonical() {
        return Canonical.labelled("sealpost/context/v1")
                .suite(suite)
                .symbol(mode)
                .symbol(direction)
                .text(business.value())
                .uuid(message.value())
                .text(recipient.value())
                .text(device.value())
                .bytes(key.bytes())
                .text(purpose.value())
                .symbol(category)
                .text(templateId)
                .number(templateVersion)
                .text(contentType)
                .time(sentAt)
                .time(expiresAt)
                .toArray();
    }

    /**
     * Whether a device opens it now: from 10 minutes before sent-at to 10 minutes after expires-at,
     * both included.
     */
    public boolean isOpenAt(Instant now) {
        return !now.isBefore(sentAt.minus(MAX_CLOCK_SKEW))
                && !now.isAfter(expiresAt.plus(MAX_CLOCK_SKEW));
    }
}
