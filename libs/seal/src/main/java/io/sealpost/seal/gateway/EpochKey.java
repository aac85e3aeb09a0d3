package io.sealpost.seal.gateway;

import io.sealpost.seal.Canonical;
import io.sealpost.seal.Suite;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.key.XWingPublicKey;
import java.time.Instant;

/**
 * The public key of a gateway epoch, from topic {@code gateway-epochs}. Producers seal sessions to
 * it.
 */
public record EpochKey(String id, Suite suite, XWingPublicKey publicKey, Instant sealUntil) {
    /** The greatest length of an epoch id, in characters. */
    public static final int MAX_ID_LENGTH = 64;

    /**
     * The HPKE {@code info} of a session envelope: the label, then suite, business and epoch as lp.
     */
    static byte[] info(Suite suite, BusinessId business, String epoch) {
        return Canonical.labelled("sealpost/gateway-session/v1")
                .suite(suite)
                .text(business.value())
                .text(epoch)
                .toArray();
    }
}
