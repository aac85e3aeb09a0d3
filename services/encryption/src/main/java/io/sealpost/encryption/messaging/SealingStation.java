package io.sealpost.encryption.messaging;

import io.sealpost.encryption.sealing.BatchSealer;
import io.sealpost.encryption.sealing.SealRequest;
import io.sealpost.encryption.sealing.SealingOutcome;
import io.sealpost.encryption.store.SealingStore;
import io.sealpost.hop.Claim;
import io.sealpost.hop.Decision;
import io.sealpost.hop.OutcomeCodec;
import io.sealpost.hop.Station;
import io.sealpost.hop.UuidOrder;
import io.sealpost.seal.id.Lane;
import io.sealpost.wire.Decoded;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Seals the messages of one lane that consent cleared. Sealing is random, so only the stored
 * envelopes are published: a replay reads the stored outcome and needs neither key nor content.
 */
final class SealingStation
        implements Station<SealingInput, SealingStation.None, SealingStation.None, SealingOutcome> {
    private static final SealingOutcomeCodec OUTCOMES = new SealingOutcomeCodec();

    /** Each message is decided by itself: there is no aggregate. */
    enum None {
        NONE
    }

    private final Lane lane;
    private final SealingReader reader;
    private final SealingWriter writer;
    private final BatchSealer sealer;
    private final SealingStore store;
    private final NewestCheckpoint checkpoint;
    private final Uni<Void> businessesRead;

    /**
     * @param businessesRead done when the producer keys that were registered before the start are
     *     stored; nothing is sealed before
     */
    SealingStation(
            Lane lane,
            SealingReader reader,
            SealingWriter writer,
            BatchSealer sealer,
            SealingStore store,
            NewestCheckpoint checkpoint,
            Uni<Void> businessesRead) {
        this.lane = lane;
        this.reader = reader;
        this.writer = writer;
        this.sealer = sealer;
        this.store = store;
        this.checkpoint = checkpoint;
        this.businessesRead = businessesRead;
    }

    @Override
    public String name() {
        return "encryption.sealing." + lane.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Decoded<SealingInput> decode(ConsumerRecord<String, byte[]> record) {
        return reader.read(record);
    }

    @Override
    public Claim claim(SealingInput input) {
        return input.claim();
    }

    @Override
    public None aggregate(SealingInput input) {
        return None.NONE;
    }

    /** A message that was decided before is not sealed again; its epoch may be destroyed. */
    @Override
    public Uni<UnaryOperator<SealingInput>> prepare(Pool pool, List<SealingInput> inputs) {
        List<UUID> ids =
                inputs.stream()
                        .map(input -> input.claim().id())
                        .sorted(UuidOrder.UNSIGNED)
                        .toList();
        return businessesRead
                .chain(() -> store.decided(pool, ids))
                .map(decided -> undecided(inputs, decided))
                .chain(requests -> sealer.seal(pool, requests, checkpoint.get(), lane))
                .map(outcomes -> input -> completed(input, outcomes));
    }

    private static Map<Claim, SealRequest> undecided(List<SealingInput> inputs, Set<UUID> decided) {
        Map<Claim, SealRequest> requests = new HashMap<>();
        for (SealingInput input : inputs) {
            if (!decided.contains(input.claim().id())) {
                input.request().ifPresent(request -> requests.put(input.claim(), request));
            }
        }
        return requests;
    }

    private static SealingInput completed(SealingInput input, Map<Claim, SealingOutcome> outcomes) {
        SealingOutcome outcome = outcomes.get(input.claim());
        return outcome == null ? input : input.with(outcome);
    }

    @Override
    public Uni<Map<None, None>> load(SqlConnection transaction, Set<None> keys) {
        return Uni.createFrom().item(Map.of(None.NONE, None.NONE));
    }

    @Override
    public Decision<SealingOutcome, None> decide(None state, SealingInput input, Instant now) {
        return Decision.recorded(input.outcome().orElseThrow(), None.NONE);
    }

    @Override
    public OutcomeCodec<SealingOutcome> outcomes() {
        return OUTCOMES;
    }

    @Override
    public List<ProducerRecord<String, byte[]>> publish(
            SealingInput input, SealingOutcome outcome, Instant decidedAt) {
        return List.of(writer.write(input.cleared(), outcome, decidedAt));
    }
}
