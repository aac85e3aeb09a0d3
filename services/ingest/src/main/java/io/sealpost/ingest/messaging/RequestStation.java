package io.sealpost.ingest.messaging;

import io.sealpost.hop.Claim;
import io.sealpost.hop.Decision;
import io.sealpost.hop.OutcomeCodec;
import io.sealpost.hop.Station;
import io.sealpost.ingest.domain.BusinessState;
import io.sealpost.ingest.domain.RequestDecider;
import io.sealpost.ingest.domain.RequestOutcome;
import io.sealpost.ingest.store.BusinessTable;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.wire.Decoded;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Send-requests become accepted messages or rejections. */
final class RequestStation
        implements Station<RequestInput, BusinessId, BusinessState, RequestOutcome> {
    private static final RequestOutcomeCodec OUTCOMES = new RequestOutcomeCodec();

    private final RequestReader reader;
    private final RequestDecider decider;
    private final RequestWriter writer;

    RequestStation(RequestReader reader, RequestDecider decider, RequestWriter writer) {
        this.reader = reader;
        this.decider = decider;
        this.writer = writer;
    }

    @Override
    public String name() {
        return "ingest.requests";
    }

    @Override
    public Decoded<RequestInput> decode(ConsumerRecord<String, byte[]> record) {
        return reader.read(record);
    }

    @Override
    public Claim claim(RequestInput input) {
        return new Claim(input.id().value(), input.digest().toArray());
    }

    /** Keeps both copies: at a replay, a copy that was not decided may come first. */
    @Override
    public RequestInput merge(RequestInput first, RequestInput copy) {
        return first.and(copy);
    }

    @Override
    public BusinessId aggregate(RequestInput input) {
        return input.request().arrival().tenant();
    }

    /**
     * Takes no lock: a request changes nothing about its business, and its topic and
     * business-commands have no order between them, so a suspension may equally come just after. A
     * lock would make the two lanes of a tenant wait for each other.
     */
    @Override
    public Uni<Map<BusinessId, BusinessState>> load(
            SqlConnection transaction, Set<BusinessId> keys) {
        return BusinessTable.read(transaction, keys);
    }

    @Override
    public Decision<RequestOutcome, BusinessState> decide(
            BusinessState business, RequestInput input, Instant now) {
        return Decision.recorded(decider.decide(business, input.request()), business);
    }

    @Override
    public OutcomeCodec<RequestOutcome> outcomes() {
        return OUTCOMES;
    }

    /**
     * Publishes the copy that was decided and no other: a producer may seal a retry again or send
     * it on the other lane, and one message must not have two bodies. A replay reads the decided
     * copy's own record again until it is published, so publishing nothing for another copy loses
     * nothing.
     */
    @Override
    public List<ProducerRecord<String, byte[]>> publish(
            RequestInput input, RequestOutcome outcome, Instant decidedAt) {
        return input.copy(outcome.copy()).stream()
                .map(decided -> writer.write(decided, outcome, decidedAt))
                .toList();
    }
}
