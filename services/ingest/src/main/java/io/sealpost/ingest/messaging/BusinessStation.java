package io.sealpost.ingest.messaging;

import io.sealpost.hop.Claim;
import io.sealpost.hop.Decision;
import io.sealpost.hop.Folded;
import io.sealpost.hop.Outcome;
import io.sealpost.hop.Station;
import io.sealpost.hop.Write;
import io.sealpost.ingest.domain.Business;
import io.sealpost.ingest.domain.Business.Registered;
import io.sealpost.ingest.domain.Business.Unknown;
import io.sealpost.ingest.domain.BusinessDecider;
import io.sealpost.ingest.store.BusinessRows;
import io.sealpost.schemas.BusinessCommand;
import io.sealpost.schemas.Reason;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Decoded;
import io.sealpost.wire.Decoded.Undecodable;
import io.sealpost.wire.Decoded.Value;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Operators' commands become versions of {@code businesses}. */
final class BusinessStation implements Station<BusinessInput, BusinessId, Business> {
    private final Codec<BusinessCommand> commands;
    private final Codec<io.sealpost.schemas.Business> states;

    BusinessStation(Codec<BusinessCommand> commands, Codec<io.sealpost.schemas.Business> states) {
        this.commands = commands;
        this.states = states;
    }

    @Override
    public String name() {
        return "ingest.businesses";
    }

    @Override
    public Decoded<BusinessInput> decode(ConsumerRecord<String, byte[]> record) {
        // Here, on a worker: decide() encodes on an event loop, which must not wait for HTTP.
        states.resolve();
        return switch (commands.decode(record.value())) {
            case Value<BusinessCommand>(BusinessCommand wire) ->
                    BusinessEdge.read(wire, Instant.ofEpochMilli(record.timestamp()));
            case Undecodable<BusinessCommand>(var reason) -> new Undecodable<>(reason);
        };
    }

    @Override
    public Claim claim(BusinessInput input) {
        return input.claim();
    }

    @Override
    public BusinessId aggregate(BusinessInput input) {
        return input.command().business();
    }

    @Override
    public Uni<Map<BusinessId, Business>> load(SqlConnection transaction, Set<BusinessId> keys) {
        return BusinessRows.lock(transaction, keys);
    }

    /** The outcome keeps the state it led to, encoded, so that a replay publishes that version. */
    @Override
    public Decision<Business> decide(Business business, BusinessInput input, Instant now) {
        Business next = BusinessDecider.decide(business, input.command(), now);
        Outcome outcome =
                switch (next) {
                    case Unknown _ ->
                            new Outcome("REFUSED", Reason.UNKNOWN_BUSINESS.name(), null, now);
                    case Registered known ->
                            new Outcome(
                                    known.equals(business) ? "UNCHANGED" : "CHANGED",
                                    Reason.NONE.name(),
                                    states.encode(BusinessEdge.write(known)),
                                    now);
                };
        return new Decision<>(outcome, next);
    }

    @Override
    public List<Write> writes(Folded<BusinessInput, BusinessId, Business> folded) {
        return BusinessRows.write(folded.changed().values());
    }

    /**
     * A command that changed nothing tells the state again: whoever asked for it waits to see it.
     */
    @Override
    public List<ProducerRecord<String, byte[]>> publish(BusinessInput input, Outcome outcome) {
        byte[] state = outcome.detail();
        return state == null
                ? List.of()
                : List.of(
                        new ProducerRecord<>(
                                "businesses", input.command().business().value(), state));
    }
}
