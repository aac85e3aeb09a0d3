package io.sealpost.delivery.domain;

import io.sealpost.schemas.Lane;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.RecipientId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One message for one device.
 *
 * @param order rises per recipient and lane
 * @param consentPartition the partition of {@code consent-withdrawals} that tells of this recipient
 * @param frame the message of a push frame as JSON, without {@code sealed}
 */
public record MailboxItem(
        MessageId message,
        BusinessId business,
        RecipientId recipient,
        DeviceId device,
        Lane lane,
        long order,
        @Nullable Instant notBefore,
        Instant expiresAt,
        Step.Clearance clearance,
        int consentPartition,
        byte[] frame,
        byte[] sealed) {}
