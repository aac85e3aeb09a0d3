package io.sealpost.seal.directory;

import io.sealpost.seal.key.VerifyKey;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys that may sign the device lists and records of a business: its own, if it has one, and
 * its gateway keys.
 */
public record TrustedKeys(@Nullable VerifyKey businessKey, Set<VerifyKey> gatewayKeys) {
    public TrustedKeys {
        gatewayKeys = Set.copyOf(gatewayKeys);
    }

    ChainResult check(Signer signer, byte[] message, byte[] signature) {
        return switch (signer) {
            case BUSINESS_KEY -> check(businessKey, message, signature);
            case GATEWAY_KEY ->
                    gatewayKeys.stream().anyMatch(key -> key.verify(message, signature))
                            ? ChainResult.VALID
                            : ChainResult.BAD_SIGNATURE;
            case DEVICE -> ChainResult.UNTRUSTED_SIGNER;
        };
    }

    static ChainResult check(@Nullable VerifyKey key, byte[] message, byte[] signature) {
        if (key == null) {
            return ChainResult.UNTRUSTED_SIGNER;
        }
        return key.verify(message, signature) ? ChainResult.VALID : ChainResult.BAD_SIGNATURE;
    }
}
