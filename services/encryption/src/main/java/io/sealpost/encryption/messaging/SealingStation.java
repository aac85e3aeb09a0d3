package io.sealpost.encryption.messaging;

import io.sealpost.encryption.sealing.BatchSealer;
import io.sealpost.encryption.sealing.Letter;
import io.sealpost.encryption.sealing.Sealing;
import io.sealpost.encryption.sealing.Sealing.Sealed;
import io.sealpost.encryption.sealing.Sealing.Unsealable;
import io.sealpost.encryption.store.BundleStore;
import io.sealpost.hop.Claim;
import io.sealpost.hop.Decision;
import io.sealpost.hop.Outcome;
import io.sealpost.hop.Station;
import io.sealpost.hop.UuidOrder;
import io.sealpost.schemas.ClearedMessage;
import io.sealpost.schemas.Lane;
import io.sealpost.schemas.MessageStep;
import io.sealpost.schemas.Reason;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Decoded;
import io.sealpost.wire.Decoded.Undecodable;
import io.sealpost.wire.Decoded.Value;
import io.sealpost.wire.SchemaRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Seals what consent cleared. Sealing is random, so only the bytes of the stored row are published:
 * a replay finds the row and needs neither key nor content.
 */
final class SealingStation implements Station<ToSeal, SealingStation.None, SealingStation.None> {

    /** A message is decided for itself: there is no aggregate. */
    enum None {
        NONE
    }

    private final Lane lane;
    private final BatchSealer sealer;
    private final BundleStore store;
    private final Checkpoints checkpoints;
    private final Uni<Void> businessesRead;
    private final Codec<ClearedMessage> input;
    private final Codec<MessageStep> output;

    SealingStation(
            Lane lane,
            BatchSealer sealer,
            BundleStore store,
            Checkpoints checkpoints,
            Uni<Void> businessesRead,
            SchemaRegistry registry) {
        this.lane = lane;
        this.sealer = sealer;
        this.store = store;
        this.checkpoints = checkpoints;
        this.businessesRead = businessesRead;
        this.input = new Codec<>(registry, ClearedMessage.class);
        this.output = new Codec<>(registry, MessageStep.class);
    }

    @Override
    public String name() {
        return "encryption.sealing." + laneName();
    }

    @Override
    public Decoded<ToSeal> decode(ConsumerRecord<String, byte[]> record) {
        return switch (input.decode(record.value())) {
            case Value<ClearedMessage>(ClearedMessage cleared) -> ClearedMessages.read(cleared);
            case Undecodable<ClearedMessage>(var reason) -> new Undecodable<>(reason);
        };
    }

    @Override
    public Claim claim(ToSeal message) {
        var header = message.cleared().getHeader();
        return new Claim(
                header.getMessageId(), ClearedMessages.bytes(header.getRequestDigest()).toArray());
    }

    @Override
    public None aggregate(ToSeal message) {
        return None.NONE;
    }

    /** What was decided before is not sealed again; its key may be gone. */
    @Override
    public Uni<List<ToSeal>> prepare(Pool pool, List<ToSeal> messages) {
        List<UUID> ids =
                messages.stream().map(SealingStation::id).sorted(UuidOrder.UNSIGNED).toList();
        return businessesRead
                .chain(() -> store.decided(pool, ids))
                .chain(decided -> seal(pool, messages, decided));
    }

    private Uni<List<ToSeal>> seal(Pool pool, List<ToSeal> messages, Set<UUID> decided) {
        List<Letter> letters =
                messages.stream()
                        .filter(message -> !decided.contains(id(message)))
                        .flatMap(message -> message.letter().stream())
                        .toList();
        return sealer.seal(pool, letters, checkpoints.newest(), lane == Lane.URGENT)
                .map(sealings -> join(messages, decided, sealings.iterator()));
    }

    private static List<ToSeal> join(
            List<ToSeal> messages, Set<UUID> decided, Iterator<Sealing> sealings) {
        List<ToSeal> joined = new ArrayList<>(messages.size());
        for (ToSeal message : messages) {
            if (decided.contains(id(message))) {
                joined.add(message);
            } else if (message.letter().isEmpty()) {
                joined.add(message.with(new Unsealable(Reason.NOT_SUPPORTED_YET)));
            } else {
                joined.add(message.with(sealings.next()));
            }
        }
        return joined;
    }

    @Override
    public Uni<Map<None, None>> load(SqlConnection transaction, Set<None> keys) {
        return Uni.createFrom().item(Map.of(None.NONE, None.NONE));
    }

    @Override
    public Decision<None> decide(None state, ToSeal message, Instant now) {
        Optional<Sealing> sealing = message.sealing();
        Outcome outcome =
                switch (sealing.orElseThrow()) {
                    case Sealed(var envelopes) ->
                            new Outcome(Steps.SEALED, Reason.NONE.name(), envelopes.toBytes(), now);
                    case Unsealable(Reason reason) ->
                            new Outcome(Steps.UNSEALABLE, reason.name(), null, now);
                };
        return new Decision<>(outcome, None.NONE);
    }

    @Override
    public List<ProducerRecord<String, byte[]>> publish(ToSeal message, Outcome outcome) {
        ClearedMessage cleared = message.cleared();
        return List.of(
                new ProducerRecord<>(
                        "message-steps." + laneName(),
                        cleared.getHeader().getRecipient(),
                        output.encode(Steps.of(cleared, outcome))));
    }

    private String laneName() {
        return lane.name().toLowerCase(Locale.ROOT);
    }

    private static UUID id(ToSeal message) {
        return message.cleared().getHeader().getMessageId();
    }
}
