package io.sealpost.ingest.messaging;

import io.sealpost.hop.Claim;
import io.sealpost.hop.Decision;
import io.sealpost.hop.Outcome;
import io.sealpost.hop.Station;
import io.sealpost.ingest.domain.Business;
import io.sealpost.ingest.domain.RequestDecider;
import io.sealpost.ingest.domain.Verdict.Accepted;
import io.sealpost.ingest.domain.Verdict.Rejected;
import io.sealpost.ingest.store.BusinessRows;
import io.sealpost.schemas.Reason;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.wire.Decoded;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Send-requests become accepted messages or rejections. */
final class RequestStation implements Station<RequestInput, BusinessId, Business> {
    private static final String ACCEPTED = "ACCEPTED";
    private static final String REJECTED = "REJECTED";

    private final RequestEdge in;
    private final RequestDecider decider;
    private final OutcomeEdge out;

    RequestStation(RequestEdge in, RequestDecider decider, OutcomeEdge out) {
        this.in = in;
        this.decider = decider;
        this.out = out;
    }

    @Override
    public String name() {
        return "ingest.requests";
    }

    @Override
    public Decoded<RequestInput> decode(ConsumerRecord<String, byte[]> record) {
        return in.read(record);
    }

    @Override
    public Claim claim(RequestInput input) {
        return new Claim(input.id().value(), input.digest().toArray());
    }

    /** Both are kept: a replay may bring a later copy first. */
    @Override
    public RequestInput merge(RequestInput first, RequestInput copy) {
        return first.and(copy);
    }

    @Override
    public BusinessId aggregate(RequestInput input) {
        return input.request().arrival().tenant();
    }

    /**
     * Unlocked: a request changes nothing of its business, and its topic and business-commands have
     * no order between them, so a suspension may as well come just after. A lock would only put
     * both lanes of a tenant in one queue.
     */
    @Override
    public Uni<Map<BusinessId, Business>> load(SqlConnection transaction, Set<BusinessId> keys) {
        return BusinessRows.read(transaction, keys);
    }

    @Override
    public Decision<Business> decide(Business business, RequestInput input, Instant now) {
        byte[] copy = input.copy().toArray();
        Outcome outcome =
                switch (decider.decide(business, input.request())) {
                    case Accepted() -> new Outcome(ACCEPTED, Reason.NONE.name(), copy, now);
                    case Rejected(Reason reason) -> new Outcome(REJECTED, reason.name(), copy, now);
                };
        return new Decision<>(outcome, business);
    }

    /**
     * Tells of the copy that was decided, and of no other: a producer's retry may be sealed afresh
     * or sit on the other lane, and one message must not have two bodies. The decided copy's own
     * record is read again until it is told, so a silent one loses nothing.
     */
    @Override
    public List<ProducerRecord<String, byte[]>> publish(RequestInput input, Outcome outcome) {
        return input.decided(Objects.requireNonNull(outcome.detail())).stream()
                .map(decided -> tell(decided, outcome))
                .toList();
    }

    private ProducerRecord<String, byte[]> tell(RequestInput decided, Outcome outcome) {
        return outcome.verdict().equals(ACCEPTED)
                ? out.accepted(decided, outcome.decidedAt())
                : out.rejected(decided, Reason.valueOf(outcome.reason()), outcome.decidedAt());
    }
}
