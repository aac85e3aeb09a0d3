package io.sealpost.seal.gateway;

import io.sealpost.seal.Bytes;
import io.sealpost.seal.Secret;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.Suite;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.key.AesKey;
import io.sealpost.seal.key.XWingPublicKey;
import io.sealpost.seal.message.Body;
import io.sealpost.seal.message.Padding;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A GATEWAY session of a producer: one random key, sealed once to the epoch, for at most 10 minutes
 * and 2^20 messages. Thread-safe. Where {@link #seal} returns empty, the producer begins another
 * session.
 */
public final class GatewaySession {
    public static final Duration MAX_AGE = Duration.ofMinutes(10);
    public static final int MAX_MESSAGES = 1 << 20;

    /** The size of a session envelope, in bytes. */
    public static final int ENVELOPE_SIZE = AesKey.SIZE + XWingPublicKey.OVERHEAD;

    private final Suite suite;
    private final BusinessId business;
    private final String epoch;
    private final Bytes envelope;
    private final Sha256 id;
    private final AesKey key;
    private final Instant until;
    private final AtomicInteger used = new AtomicInteger();

    private GatewaySession(
            BusinessId business, EpochKey epoch, Bytes envelope, AesKey key, Instant now) {
        this.suite = epoch.suite();
        this.business = business;
        this.epoch = epoch.id();
        this.envelope = envelope;
        this.id = Sha256.of(envelope.toArray());
        this.key = key;
        this.until = earlier(now.plus(MAX_AGE), epoch.sealUntil());
    }

    /** Begins a session. Empty where the epoch is past its seal-until or its key is unusable. */
    public static Optional<GatewaySession> begin(BusinessId business, EpochKey epoch, Instant now) {
        if (!now.isBefore(epoch.sealUntil())) {
            return Optional.empty();
        }
        Secret secret = Secret.random(AesKey.SIZE);
        byte[] info = EpochKey.info(epoch.suite(), business, epoch.id());
        return epoch.publicKey()
                .seal(secret.reveal(), info)
                .map(Bytes::owned)
                .map(made -> new GatewaySession(business, epoch, made, AesKey.of(secret), now));
    }

    /**
     * Encrypts the content of one message. Empty where the session has reached its greatest age or
     * number of messages.
     *
     * @throws IllegalArgumentException for content above {@link Body#MAX_CONTENT} bytes
     */
    public Optional<GatewayCiphertext> seal(GatewayHeader header, byte[] content, Instant now) {
        if (content.length > Body.MAX_CONTENT) {
            throw new IllegalArgumentException("content does not fit into one envelope");
        }
        if (!now.isBefore(until) || used.get() >= MAX_MESSAGES) {
            return Optional.empty();
        }
        return used.getAndIncrement() < MAX_MESSAGES
                ? Optional.of(encrypt(header, content))
                : Optional.empty();
    }

    public Suite suite() {
        return suite;
    }

    public String epoch() {
        return epoch;
    }

    /** The sealed session key. Every message of the session contains it. */
    public Bytes envelope() {
        return envelope;
    }

    /** The session id: H(envelope). */
    public Sha256 id() {
        return id;
    }

    private GatewayCiphertext encrypt(GatewayHeader header, byte[] content) {
        byte[] all = key.encrypt(Padding.pad(content), associatedData(header));
        return new GatewayCiphertext(
                Bytes.owned(Arrays.copyOf(all, AesKey.NONCE_SIZE)),
                Bytes.owned(Arrays.copyOfRange(all, AesKey.NONCE_SIZE, all.length)));
    }

    byte[] associatedData(GatewayHeader header) {
        return header.associatedData(suite, business, id);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
