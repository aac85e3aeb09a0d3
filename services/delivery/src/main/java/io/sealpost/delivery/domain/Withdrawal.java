package io.sealpost.delivery.domain;

import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Channel;
import io.sealpost.seal.id.RecipientId;
import org.jspecify.annotations.Nullable;

/**
 * A consent that is no longer in force.
 *
 * @param purpose null for a block: every purpose
 * @param channel null for a block: every channel
 */
public record Withdrawal(
        BusinessId business,
        RecipientId recipient,
        @Nullable String purpose,
        @Nullable Channel channel,
        long version) {

    /** Whether a message of this business and consent must not be delivered any more. */
    public boolean covers(BusinessId sender, ConsentVersion consent) {
        return business.equals(sender)
                && (purpose == null || purpose.equals(consent.purpose().value()))
                && (channel == null || channel == consent.channel())
                && version >= consent.version();
    }
}
