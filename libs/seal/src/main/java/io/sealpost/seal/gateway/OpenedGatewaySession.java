package io.sealpost.seal.gateway;

import io.sealpost.seal.Canonical;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.Suite;
import io.sealpost.seal.gateway.GatewayOpeningResult.CannotOpen;
import io.sealpost.seal.gateway.GatewayOpeningResult.Opened;
import io.sealpost.seal.gateway.GatewayOpeningResult.Reason;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.key.AesKey;
import io.sealpost.seal.message.Padding;
import java.util.Arrays;

/**
 * A GATEWAY session whose key was opened. It is kept in memory only, for its further messages.
 * Thread-safe.
 */
public final class OpenedGatewaySession {
    private final Suite suite;
    private final BusinessId business;
    private final Sha256 id;
    private final AesKey key;

    OpenedGatewaySession(Suite suite, BusinessId business, Sha256 id, AesKey key) {
        this.suite = suite;
        this.business = business;
        this.id = id;
        this.key = key;
    }

    public Sha256 id() {
        return id;
    }

    /** Opens the content of one message. */
    public GatewayOpeningResult open(GatewayHeader header, GatewayCiphertext message) {
        if (message.nonce().size() != AesKey.NONCE_SIZE) {
            return new CannotOpen(Reason.MALFORMED);
        }
        byte[] all =
                Canonical.unlabelled()
                        .raw(message.nonce().toArray())
                        .raw(message.ciphertext().toArray())
                        .toArray();
        return key.decrypt(all, header.associatedData(suite, business, id))
                .map(OpenedGatewaySession::read)
                .orElseGet(() -> new CannotOpen(Reason.UNDECRYPTABLE));
    }

    private static GatewayOpeningResult read(byte[] padded) {
        try {
            return Padding.unpad(padded)
                    .<GatewayOpeningResult>map(Opened::new)
                    .orElseGet(() -> new CannotOpen(Reason.BADLY_PADDED));
        } finally {
            Arrays.fill(padded, (byte) 0);
        }
    }
}
