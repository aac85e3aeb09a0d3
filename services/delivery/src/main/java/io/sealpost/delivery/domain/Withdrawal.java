package io.sealpost.delivery.domain;

import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.RecipientId;
import org.jspecify.annotations.Nullable;

/**
 * A consent that is no longer there.
 *
 * @param purpose null for a block: every purpose
 * @param channel null for a block: every channel
 */
public record Withdrawal(
        BusinessId business,
        RecipientId recipient,
        @Nullable String purpose,
        @Nullable String channel,
        long version) {

    /** Whether a message cleared so must not be delivered: a lower or equal version. */
    public boolean covers(BusinessId sender, Step.Clearance clearance) {
        return business.equals(sender)
                && (purpose == null || purpose.equals(clearance.purpose().value()))
                && (channel == null || channel.equals(clearance.channel()))
                && version >= clearance.version();
    }
}
