package io.sealpost.consent.messaging;

import io.sealpost.consent.domain.ClearanceDecider;
import io.sealpost.consent.domain.ClearanceOutcome;
import io.sealpost.consent.domain.ConsentKey;
import io.sealpost.consent.domain.EffectiveConsent;
import io.sealpost.consent.store.ConsentLookup;
import io.sealpost.hop.Claim;
import io.sealpost.hop.Decision;
import io.sealpost.hop.OutcomeCodec;
import io.sealpost.hop.Station;
import io.sealpost.schemas.AcceptedMessage;
import io.sealpost.wire.AvroBytes;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Decoded;
import io.sealpost.wire.Decoded.Undecodable;
import io.sealpost.wire.Decoded.Value;
import io.sealpost.wire.SchemaRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Clears or refuses every message. A decision changes no consent, so nothing is locked: a
 * withdrawal that commits after the read has a higher version than the clearance, and delivery
 * compares the two under its own lock before each push.
 */
final class ClearanceStation
        implements Station<ClearanceInput, ConsentKey, EffectiveConsent, ClearanceOutcome> {
    private static final ClearanceOutcomeCodec OUTCOMES = new ClearanceOutcomeCodec();

    private final BooleanSupplier ledgerIsStalled;
    private final Codec<AcceptedMessage> accepted;
    private final ClearanceWriter writer;

    /**
     * @param ledgerIsStalled whether the ledger's batch is being retried
     */
    ClearanceStation(SchemaRegistry registry, BooleanSupplier ledgerIsStalled) {
        this.ledgerIsStalled = ledgerIsStalled;
        this.accepted = new Codec<>(registry, AcceptedMessage.class);
        this.writer = new ClearanceWriter(registry);
    }

    @Override
    public String name() {
        return "consent.clearance";
    }

    @Override
    public Decoded<ClearanceInput> decode(ConsumerRecord<String, byte[]> record) {
        return switch (accepted.decode(record.value())) {
            case Value<AcceptedMessage>(AcceptedMessage message) -> ClearanceReader.read(message);
            case Undecodable<AcceptedMessage>(var reason) -> new Undecodable<>(reason);
        };
    }

    @Override
    public Claim claim(ClearanceInput input) {
        var header = input.message().getHeader();
        return new Claim(header.getMessageId(), AvroBytes.of(header.getRequestDigest()));
    }

    @Override
    public ConsentKey aggregate(ClearanceInput input) {
        return input.consent();
    }

    /**
     * Fails while the ledger is stalled: a grant that cannot be stored at the moment is no reason
     * to refuse a message for good.
     */
    @Override
    public Uni<UnaryOperator<ClearanceInput>> prepare(Pool pool, List<ClearanceInput> inputs) {
        return ledgerIsStalled.getAsBoolean()
                ? Uni.createFrom().failure(new LedgerStalled())
                : Uni.createFrom().item(UnaryOperator.identity());
    }

    @Override
    public Uni<Map<ConsentKey, EffectiveConsent>> load(
            SqlConnection transaction, Set<ConsentKey> consents) {
        return ConsentLookup.find(transaction, List.copyOf(consents));
    }

    @Override
    public Decision<ClearanceOutcome, EffectiveConsent> decide(
            EffectiveConsent consent, ClearanceInput input, Instant now) {
        return Decision.recorded(ClearanceDecider.decide(consent, now), consent);
    }

    @Override
    public OutcomeCodec<ClearanceOutcome> outcomes() {
        return OUTCOMES;
    }

    @Override
    public List<ProducerRecord<String, byte[]>> publish(
            ClearanceInput input, ClearanceOutcome outcome, Instant decidedAt) {
        return List.of(writer.write(input.message(), outcome, decidedAt));
    }
}
