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
 * The sessions that were opened, in memory only and never longer than their epoch: each distinct
 * session envelope costs one decapsulation. Thread-safe.
 */
@Singleton
public class GatewaySessionCache {
    private static final int MAX_SESSIONS = 4_096;

    private record Key(BusinessId business, String epoch, Sha256 session) {}

    private record Entry(Optional<OpenedGatewaySession> session, Instant destroyAt) {}

    private final Map<Key, Entry> opened = new ConcurrentHashMap<>();
    private final InstantSource clock;

    @Inject
    GatewaySessionCache(InstantSource clock) {
        this.clock = clock;
    }

    /** Empty if the session envelope does not open for this business and epoch. */
    Optional<OpenedGatewaySession> open(Usable epoch, SealRequest request) {
        byte[] envelope = request.session().toArray();
        BusinessId business = request.to().business();
        if (opened.size() >= MAX_SESSIONS) {
            opened.clear();
        }
        return opened.computeIfAbsent(
                        new Key(business, epoch.id(), Sha256.of(envelope)),
                        key ->
                                new Entry(
                                        epoch.opener().open(business, envelope), epoch.destroyAt()))
                .session();
    }

    /** Discards the sessions of epochs whose destroy-at has passed. */
    public void discardDestroyed() {
        Instant now = clock.instant();
        opened.values().removeIf(entry -> !now.isBefore(entry.destroyAt()));
    }
}
