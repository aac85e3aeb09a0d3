package io.sealpost.seal.directory;

import io.sealpost.seal.key.VerifyKey;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys that may vouch for a business's objects: its own, where it holds one, and its gateways'.
 */
public record Trust(@Nullable VerifyKey businessKey, Set<VerifyKey> gatewayKeys) {
    public Trust {
        gatewayKeys = Set.copyOf(gatewayKeys);
    }

    Chain check(Signer signer, byte[] message, byte[] signature) {
        return switch (signer) {
            case BUSINESS_KEY -> check(businessKey, message, signature);
            case GATEWAY_KEY ->
                    gatewayKeys.stream().anyMatch(key -> key.verify(message, signature))
                            ? Chain.VALID
                            : Chain.BAD_SIGNATURE;
            case DEVICE -> Chain.UNTRUSTED_SIGNER;
        };
    }

    static Chain check(@Nullable VerifyKey key, byte[] message, byte[] signature) {
        if (key == null) {
            return Chain.UNTRUSTED_SIGNER;
        }
        return key.verify(message, signature) ? Chain.VALID : Chain.BAD_SIGNATURE;
    }
}
