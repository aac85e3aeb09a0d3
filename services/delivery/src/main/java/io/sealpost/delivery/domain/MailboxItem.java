package io.sealpost.delivery.domain;

import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.Lane;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.RecipientId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One message in the mailbox of one device.
 *
 * @param order rises per recipient and lane
 * @param endsAt when the message or the consent that it was cleared under ends
 * @param consentPartition the partition of {@code consent-withdrawals} that carries this
 *     recipient's withdrawals
 * @param frame the message's part of a push frame as JSON, without {@code sealed}
 * @param sealed the envelope
 */
public record MailboxItem(
        MessageId message,
        BusinessId business,
        RecipientId recipient,
        DeviceId device,
        Lane lane,
        long order,
        @Nullable Instant notBefore,
        Instant endsAt,
        ConsentVersion consent,
        int consentPartition,
        byte[] frame,
        byte[] sealed) {}
