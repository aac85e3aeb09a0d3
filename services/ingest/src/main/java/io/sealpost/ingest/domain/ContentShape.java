package io.sealpost.ingest.domain;

import io.sealpost.seal.Suite;
import io.sealpost.seal.gateway.EpochKey;
import io.sealpost.seal.gateway.GatewayCiphertext;
import io.sealpost.seal.gateway.GatewaySession;
import io.sealpost.seal.key.AesKey;
import io.sealpost.seal.key.VerifyKey;
import org.jspecify.annotations.Nullable;

/**
 * The sizes of a request's content; ingest does not look at the content itself.
 *
 * @param gateway null where there is none
 * @param envelopes how many SENDER envelopes there are
 * @param withIdentityKeyHash whether the request names the identity keys it was sealed to
 */
public record ContentShape(@Nullable Gateway gateway, int envelopes, boolean withIdentityKeyHash) {

    /** Sizes in bytes; {@code epoch} in characters, {@code signature} null where there is none. */
    public record Gateway(
            int suite,
            int epoch,
            int sessionEnvelope,
            int nonce,
            int ciphertext,
            @Nullable Integer signature) {
        boolean isTooLarge() {
            return ciphertext > GatewayCiphertext.MAX_SIZE;
        }

        boolean isBadlyPadded() {
            return !GatewayCiphertext.isWellPadded(ciphertext);
        }

        boolean isMalformed() {
            return Suite.of(suite).isEmpty()
                    || epoch < 1
                    || epoch > EpochKey.MAX_ID_LENGTH
                    || sessionEnvelope != GatewaySession.ENVELOPE_SIZE
                    || nonce != AesKey.NONCE_SIZE
                    || (signature != null && signature != VerifyKey.SIGNATURE_SIZE);
        }
    }

    boolean isMissing() {
        return gateway == null && !isOfSender();
    }

    /** Whether it has a part that only SENDER content has. */
    boolean isOfSender() {
        return envelopes > 0 || withIdentityKeyHash;
    }
}
