package io.sealpost.encryption.sealing;

import io.sealpost.encryption.domain.ProducerKey;
import io.sealpost.encryption.domain.RecipientRef;
import io.sealpost.encryption.domain.SealTargets;
import io.sealpost.encryption.keys.EpochState;
import io.sealpost.encryption.keys.Epochs;
import io.sealpost.encryption.keys.GatewayKeys;
import io.sealpost.encryption.sealing.SealingOutcome.Unsealable;
import io.sealpost.encryption.store.ProducerKeyStore;
import io.sealpost.encryption.store.SealingStore;
import io.sealpost.hop.Claim;
import io.sealpost.schemas.Reason;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Lane;
import io.sealpost.seal.key.SigningKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Seals a batch of messages: four set-based reads, then CPU work on {@link SealingThreads}. No
 * transaction is open meanwhile.
 */
@Singleton
public class BatchSealer {
    /** Messages a task. Small, so that an urgent batch waits for a few messages only. */
    private static final int MAX_TASK_MESSAGES = 8;

    private final SealingStore store;
    private final Epochs epochs;
    private final GatewayKeys gatewayKeys;
    private final ProducerKeyStore producerKeys;
    private final MessageSealer sealer;
    private final SealingThreads threads;
    private final InstantSource clock;

    @Inject
    BatchSealer(
            SealingStore store,
            Epochs epochs,
            GatewayKeys gatewayKeys,
            ProducerKeyStore producerKeys,
            MessageSealer sealer,
            SealingThreads threads,
            InstantSource clock) {
        this.store = store;
        this.epochs = epochs;
        this.gatewayKeys = gatewayKeys;
        this.producerKeys = producerKeys;
        this.sealer = sealer;
        this.threads = threads;
        this.clock = clock;
    }

    /** What was read for one batch. */
    private record Materials(
            Map<RecipientRef, SealTargets> targets,
            Map<String, EpochState> epochs,
            Map<BusinessId, SigningKey> gatewayKeys,
            Map<BusinessId, ProducerKey> producerKeys,
            KnownCheckpoint checkpoint,
            Instant now) {}

    /**
     * The outcome of each request, under the request's own key. The key is the message's claim,
     * since one batch may hold two messages with the same id.
     */
    public Uni<Map<Claim, SealingOutcome>> seal(
            Pool pool, Map<Claim, SealRequest> requests, KnownCheckpoint checkpoint, Lane lane) {
        if (requests.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return read(pool, requests.values(), checkpoint)
                .chain(
                        materials ->
                                Uni.createFrom()
                                        .completionStage(() -> seal(requests, materials, lane)));
    }

    private Uni<Materials> read(
            Pool pool, Collection<SealRequest> requests, KnownCheckpoint checkpoint) {
        Set<RecipientRef> recipients = new HashSet<>();
        Set<String> epochIds = new HashSet<>();
        Set<BusinessId> businesses = new HashSet<>();
        for (SealRequest request : requests) {
            recipients.add(request.to());
            epochIds.add(request.epoch());
            businesses.add(request.to().business());
        }
        return Uni.combine()
                .all()
                .unis(
                        store.targets(pool, recipients),
                        epochs.states(pool, epochIds),
                        gatewayKeys.of(pool, businesses),
                        producerKeys.of(pool, businesses))
                .with(
                        (targets, states, gateway, producers) ->
                                new Materials(
                                        targets,
                                        states,
                                        gateway,
                                        producers,
                                        checkpoint,
                                        clock.instant()));
    }

    private CompletableFuture<Map<Claim, SealingOutcome>> seal(
            Map<Claim, SealRequest> requests, Materials materials, Lane lane) {
        Executor executor = threads.of(lane);
        Map<Claim, SealingOutcome> outcomes = new ConcurrentHashMap<>();
        List<CompletableFuture<Void>> tasks = new ArrayList<>();
        for (List<Entry<Claim, SealRequest>> part : parts(requests)) {
            tasks.add(
                    CompletableFuture.runAsync(
                            () ->
                                    part.forEach(
                                            entry ->
                                                    outcomes.put(
                                                            entry.getKey(),
                                                            seal(entry.getValue(), materials))),
                            executor));
        }
        return CompletableFuture.allOf(tasks.toArray(CompletableFuture[]::new))
                .thenApply(done -> outcomes);
    }

    private static List<List<Entry<Claim, SealRequest>>> parts(Map<Claim, SealRequest> requests) {
        List<Entry<Claim, SealRequest>> all = List.copyOf(requests.entrySet());
        List<List<Entry<Claim, SealRequest>>> parts = new ArrayList<>();
        for (int from = 0; from < all.size(); from += MAX_TASK_MESSAGES) {
            parts.add(all.subList(from, Math.min(from + MAX_TASK_MESSAGES, all.size())));
        }
        return parts;
    }

    private SealingOutcome seal(SealRequest request, Materials materials) {
        BusinessId business = request.to().business();
        SealTargets all = materials.targets().get(request.to());
        SigningKey gateway = materials.gatewayKeys().get(business);
        if (all == null || gateway == null) {
            return new Unsealable(Reason.NO_DEVICE);
        }
        SealTargets targets = all.usableAt(materials.now());
        if (targets.devices().isEmpty()) {
            return new Unsealable(Reason.NO_DEVICE);
        }
        ProducerKey producer =
                materials.producerKeys().getOrDefault(business, new ProducerKey.Unknown());
        EpochState epoch =
                materials.epochs().getOrDefault(request.epoch(), new EpochState.Unknown());
        return sealer.seal(request, producer, targets, gateway, epoch, materials.checkpoint());
    }
}
