package io.sealpost.seal.gateway;

import io.sealpost.seal.Canonical;
import io.sealpost.seal.Suite;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.key.XWingPublicKey;
import java.time.Instant;

/** A gateway epoch as {@code gateway-epochs} publishes it: what producers seal sessions to. */
public record EpochKey(String id, Suite suite, XWingPublicKey publicKey, Instant sealUntil) {
    /** The longest epoch id, in bytes of UTF-8. */
    public static final int MAX_ID_LENGTH = 64;

    /** HPKE {@code info} of a session envelope: the label, then suite, business and epoch as lp. */
    static byte[] info(Suite suite, BusinessId business, String epoch) {
        return Canonical.labelled("sealpost/gateway-session/v1")
                .suite(suite)
                .text(business.value())
                .text(epoch)
                .toArray();
    }
}
