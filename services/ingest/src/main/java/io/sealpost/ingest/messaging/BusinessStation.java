package io.sealpost.ingest.messaging;

import io.sealpost.hop.BatchDecisions;
import io.sealpost.hop.Claim;
import io.sealpost.hop.Decision;
import io.sealpost.hop.OutcomeCodec;
import io.sealpost.hop.Station;
import io.sealpost.hop.Write;
import io.sealpost.ingest.domain.BusinessDecider;
import io.sealpost.ingest.domain.BusinessOutcome;
import io.sealpost.ingest.domain.BusinessOutcome.Changed;
import io.sealpost.ingest.domain.BusinessOutcome.Unchanged;
import io.sealpost.ingest.domain.BusinessOutcome.UnknownBusiness;
import io.sealpost.ingest.domain.BusinessState;
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

/** Operators' commands become versions of {@code businesses}. */
final class BusinessStation
        implements Station<BusinessInput, BusinessId, BusinessState, BusinessOutcome> {
    private static final BusinessOutcomeCodec OUTCOMES = new BusinessOutcomeCodec();

    private final BusinessReader reader;
    private final BusinessWriter writer;

    BusinessStation(BusinessReader reader, BusinessWriter writer) {
        this.reader = reader;
        this.writer = writer;
    }

    @Override
    public String name() {
        return "ingest.businesses";
    }

    @Override
    public Decoded<BusinessInput> decode(ConsumerRecord<String, byte[]> record) {
        return reader.read(record);
    }

    @Override
    public Claim claim(BusinessInput input) {
        return input.claim();
    }

    @Override
    public BusinessId aggregate(BusinessInput input) {
        return input.action().business();
    }

    @Override
    public Uni<Map<BusinessId, BusinessState>> load(
            SqlConnection transaction, Set<BusinessId> keys) {
        return BusinessTable.lock(transaction, keys);
    }

    @Override
    public Decision<BusinessOutcome, BusinessState> decide(
            BusinessState business, BusinessInput input, Instant now) {
        BusinessOutcome outcome = BusinessDecider.decide(business, input.action(), now);
        BusinessState next =
                switch (outcome) {
                    case Changed changed -> changed.state();
                    case Unchanged _, UnknownBusiness _ -> business;
                };
        return Decision.recorded(outcome, next);
    }

    @Override
    public List<Write> writes(
            BatchDecisions<BusinessInput, BusinessId, BusinessState, BusinessOutcome> decisions) {
        return BusinessTable.write(decisions.changed().values());
    }

    @Override
    public OutcomeCodec<BusinessOutcome> outcomes() {
        return OUTCOMES;
    }

    @Override
    public List<ProducerRecord<String, byte[]>> publish(
            BusinessInput input, BusinessOutcome outcome, Instant decidedAt) {
        return writer.write(outcome);
    }
}
