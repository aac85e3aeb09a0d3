package io.sealpost.ingest.domain;

import io.sealpost.seal.Suite;
import io.sealpost.seal.gateway.GatewayCiphertext;
import io.sealpost.seal.key.AesKey;
import io.sealpost.seal.key.VerifyKey;
import io.sealpost.seal.key.XWingPublicKey;
import io.sealpost.seal.message.Padding;
import org.jspecify.annotations.Nullable;

/**
 * The sizes of a request's content. Ingest never needs the content itself.
 *
 * @param gateway null where there is none
 * @param envelopes how many SENDER envelopes there are
 * @param withIdentityKeyHash whether it names the SENDER keys it was sealed to
 */
public record ContentShape(@Nullable Gateway gateway, int envelopes, boolean withIdentityKeyHash) {

    /** Bytes of the sizes given; {@code signature} null where there is none. */
    public record Gateway(
            int suite,
            int epoch,
            int sessionEnvelope,
            int nonce,
            int ciphertext,
            @Nullable Integer signature) {
        private static final int MAX_EPOCH = 64;
        private static final int SESSION_ENVELOPE = AesKey.SIZE + XWingPublicKey.OVERHEAD;
        private static final int MAX_CIPHERTEXT = Padding.MAX_SIZE + AesKey.TAG_SIZE;

        boolean isTooLarge() {
            return ciphertext > MAX_CIPHERTEXT;
        }

        boolean isBadlyPadded() {
            return !GatewayCiphertext.isWellPadded(ciphertext);
        }

        boolean isMalformed() {
            return Suite.of(suite).isEmpty()
                    || epoch < 1
                    || epoch > MAX_EPOCH
                    || sessionEnvelope != SESSION_ENVELOPE
                    || nonce != AesKey.NONCE_SIZE
                    || (signature != null && signature != VerifyKey.SIGNATURE_SIZE);
        }
    }

    boolean isMissing() {
        return gateway == null && !isOfSender();
    }

    /** Whether it has anything that only SENDER content has. */
    boolean isOfSender() {
        return envelopes > 0 || withIdentityKeyHash;
    }
}
