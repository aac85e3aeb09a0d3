package io.sealpost.seal.gateway;

import io.sealpost.seal.Secret;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.Suite;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.key.AesKey;
import io.sealpost.seal.key.XWingPrivateKey;
import java.util.Optional;

/** Opens session envelopes with the private key of one epoch. Thread-safe. */
public final class GatewaySessionOpener {
    private final Suite suite;
    private final String epoch;
    private final XWingPrivateKey key;

    public GatewaySessionOpener(Suite suite, String epoch, XWingPrivateKey key) {
        this.suite = suite;
        this.epoch = epoch;
        this.key = key;
    }

    /** Empty for an envelope that was changed, or made for another business or epoch. */
    public Optional<OpenedGatewaySession> open(BusinessId business, byte[] envelope) {
        return key.open(envelope, EpochKey.info(suite, business, epoch))
                .filter(secret -> secret.length == AesKey.SIZE)
                .map(secret -> AesKey.of(Secret.of(secret)))
                .map(
                        opened ->
                                new OpenedGatewaySession(
                                        suite, business, Sha256.of(envelope), opened));
    }
}
