package io.sealpost.encryption.sealing;

import io.sealpost.encryption.domain.RecipientRef;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.Suite;
import io.sealpost.seal.gateway.GatewayCiphertext;
import io.sealpost.seal.gateway.GatewayHeader;
import io.sealpost.seal.gateway.ProducerSignature;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.key.VerifyKey;
import org.jspecify.annotations.Nullable;

/**
 * A GATEWAY message as its producer encrypted it, to be opened and sealed.
 *
 * @param epoch the gateway epoch that the session is sealed to
 * @param session the session envelope
 * @param signature by the business's producer key, if it has one
 */
public record SealRequest(
        MessageId message,
        RecipientRef to,
        GatewayHeader header,
        Suite suite,
        String epoch,
        Bytes session,
        GatewayCiphertext content,
        @Nullable Bytes signature) {

    /** Whether this producer key signed exactly this content for exactly this request. */
    boolean isSignedBy(VerifyKey producer) {
        return signature != null
                && ProducerSignature.verify(
                        producer,
                        suite,
                        to.business(),
                        Sha256.of(session.toArray()),
                        header,
                        content,
                        signature.toArray());
    }
}
