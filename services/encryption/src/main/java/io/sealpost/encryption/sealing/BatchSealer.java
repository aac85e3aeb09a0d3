package io.sealpost.encryption.sealing;

import io.sealpost.encryption.domain.RecipientRef;
import io.sealpost.encryption.keys.EpochState;
import io.sealpost.encryption.keys.Epochs;
import io.sealpost.encryption.keys.GatewayKeys;
import io.sealpost.encryption.sealing.Sealing.Unsealable;
import io.sealpost.encryption.store.BundleStore;
import io.sealpost.encryption.store.ProducerKeyStore;
import io.sealpost.schemas.Reason;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.key.SigningKey;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.tuples.Tuple4;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Seals a batch: a few set-based reads, then work for the CPU; no transaction is open meanwhile.
 */
@Singleton
public class BatchSealer {
    /** Small enough that an urgent batch waits for a few of these only. */
    private static final int CHUNK = 8;

    private final BundleStore bundles;
    private final Epochs epochs;
    private final GatewayKeys gatewayKeys;
    private final ProducerKeyStore producerKeys;
    private final MessageSealer sealer;
    private final SealingThreads threads;
    private final InstantSource clock;

    @Inject
    BatchSealer(
            BundleStore bundles,
            Epochs epochs,
            GatewayKeys gatewayKeys,
            ProducerKeyStore producerKeys,
            MessageSealer sealer,
            SealingThreads threads,
            InstantSource clock) {
        this.bundles = bundles;
        this.epochs = epochs;
        this.gatewayKeys = gatewayKeys;
        this.producerKeys = producerKeys;
        this.sealer = sealer;
        this.threads = threads;
        this.clock = clock;
    }

    /** Everything read for one batch. */
    private record Materials(
            Map<RecipientRef, Bundle> bundles,
            Map<String, EpochState> epochs,
            Map<BusinessId, SigningKey> keys,
            Map<BusinessId, ProducerKey> producers,
            Checkpoint log,
            Instant now) {}

    /** As many answers as letters, in the same order. */
    public Uni<List<Sealing>> seal(
            Pool pool, List<Letter> letters, Checkpoint log, boolean urgent) {
        if (letters.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return materials(pool, letters, log)
                .chain(
                        materials ->
                                Uni.createFrom()
                                        .completionStage(() -> run(letters, materials, urgent)));
    }

    private Uni<Materials> materials(Pool pool, List<Letter> letters, Checkpoint log) {
        Set<RecipientRef> recipients = new HashSet<>();
        Set<String> named = new HashSet<>();
        Set<BusinessId> businesses = new HashSet<>();
        for (Letter letter : letters) {
            recipients.add(letter.to());
            named.add(letter.epoch());
            businesses.add(letter.to().business());
        }
        return Uni.combine()
                .all()
                .unis(
                        bundles.bundles(pool, recipients),
                        epochs.states(pool, named),
                        gatewayKeys.of(pool, businesses),
                        producerKeys.of(pool, businesses))
                .asTuple()
                .map(read -> materials(read, log));
    }

    private Materials materials(
            Tuple4<
                            Map<RecipientRef, Bundle>,
                            Map<String, EpochState>,
                            Map<BusinessId, SigningKey>,
                            Map<BusinessId, ProducerKey>>
                    read,
            Checkpoint log) {
        return new Materials(
                read.getItem1(),
                read.getItem2(),
                read.getItem3(),
                read.getItem4(),
                log,
                clock.instant());
    }

    private CompletableFuture<List<Sealing>> run(
            List<Letter> letters, Materials materials, boolean urgent) {
        Executor lane = threads.lane(urgent);
        List<CompletableFuture<List<Sealing>>> chunks = new ArrayList<>();
        for (int from = 0; from < letters.size(); from += CHUNK) {
            List<Letter> chunk = letters.subList(from, Math.min(from + CHUNK, letters.size()));
            chunks.add(CompletableFuture.supplyAsync(() -> sealAll(chunk, materials), lane));
        }
        return CompletableFuture.allOf(chunks.toArray(CompletableFuture[]::new))
                .thenApply(
                        done -> chunks.stream().flatMap(chunk -> chunk.join().stream()).toList());
    }

    private List<Sealing> sealAll(List<Letter> chunk, Materials materials) {
        return chunk.stream().map(letter -> seal(letter, materials)).toList();
    }

    private Sealing seal(Letter letter, Materials materials) {
        Bundle all = materials.bundles().get(letter.to());
        SigningKey key = materials.keys().get(letter.to().business());
        if (all == null || key == null) {
            return new Unsealable(Reason.NO_DEVICE);
        }
        Bundle bundle = all.at(materials.now());
        ProducerKey producer =
                materials
                        .producers()
                        .getOrDefault(letter.to().business(), new ProducerKey.Unknown());
        EpochState epoch =
                materials.epochs().getOrDefault(letter.epoch(), new EpochState.Unknown());
        return bundle.targets().isEmpty()
                ? new Unsealable(Reason.NO_DEVICE)
                : sealer.seal(letter, producer, bundle, key, epoch, materials.log());
    }
}
