package io.sealpost.encryption.sealing;

import io.sealpost.encryption.keys.EpochState.Usable;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.gateway.OpenedGatewaySession;
import io.sealpost.seal.id.BusinessId;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sessions opened before, in memory only and never longer than their epoch: each distinct envelope
 * costs one decapsulation. Thread-safe.
 */
@Singleton
public class OpenSessions {
    private static final int MOST = 4_096;

    private record Key(BusinessId business, String epoch, Sha256 session) {}

    private record Entry(Optional<OpenedGatewaySession> session, Instant destroyAt) {}

    private final Map<Key, Entry> opened = new ConcurrentHashMap<>();
    private final InstantSource clock;

    @Inject
    OpenSessions(InstantSource clock) {
        this.clock = clock;
    }

    /** Empty where the envelope does not open for this business and epoch. */
    Optional<OpenedGatewaySession> open(Usable epoch, Letter letter) {
        byte[] envelope = letter.session().toArray();
        BusinessId business = letter.to().business();
        if (opened.size() >= MOST) {
            opened.clear();
        }
        return opened.computeIfAbsent(
                        new Key(business, epoch.id(), Sha256.of(envelope)),
                        key ->
                                new Entry(
                                        epoch.opener().open(business, envelope), epoch.destroyAt()))
                .session();
    }

    /** Drops the sessions of destroyed epochs. */
    public void forgetDestroyed() {
        Instant now = clock.instant();
        opened.values().removeIf(entry -> !now.isBefore(entry.destroyAt()));
    }
}
