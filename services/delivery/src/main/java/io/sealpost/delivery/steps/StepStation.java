package io.sealpost.delivery.steps;

import io.sealpost.delivery.domain.MailboxItem;
import io.sealpost.delivery.domain.MessageKey;
import io.sealpost.delivery.domain.MessageState;
import io.sealpost.delivery.domain.Step;
import io.sealpost.delivery.domain.StepDecider;
import io.sealpost.delivery.domain.StepOutcome;
import io.sealpost.delivery.store.Mailbox;
import io.sealpost.delivery.store.Mailbox.Removal;
import io.sealpost.delivery.store.MessageRows;
import io.sealpost.hop.BatchDecisions;
import io.sealpost.hop.BatchDecisions.Decided;
import io.sealpost.hop.Claim;
import io.sealpost.hop.Decision;
import io.sealpost.hop.OutcomeCodec;
import io.sealpost.hop.Station;
import io.sealpost.hop.Write;
import io.sealpost.wire.Decoded;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Folds the steps of one lane into the status of their messages. */
final class StepStation implements Station<StepInput, MessageKey, MessageState, StepOutcome> {
    private static final OutcomeCodec<StepOutcome> OUTCOMES = new StepOutcomeCodec();

    private final String name;
    private final StepReader reader;
    private final StepWriter writer;

    StepStation(String name, StepReader reader, StepWriter writer) {
        this.name = name;
        this.reader = reader;
        this.writer = writer;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Decoded<StepInput> decode(ConsumerRecord<String, byte[]> record) {
        return reader.read(record);
    }

    @Override
    public Claim claim(StepInput input) {
        return input.claim();
    }

    @Override
    public MessageKey aggregate(StepInput input) {
        return input.key();
    }

    @Override
    public Uni<Map<MessageKey, MessageState>> load(
            SqlConnection transaction, Set<MessageKey> keys) {
        return MessageRows.lock(transaction, keys, ConsentPartition::of);
    }

    @Override
    public Decision<StepOutcome, MessageState> decide(
            MessageState state, StepInput input, Instant now) {
        return StepDecider.decide(state, input.step());
    }

    @Override
    public List<Write> writes(
            BatchDecisions<StepInput, MessageKey, MessageState, StepOutcome> decisions) {
        List<Write> writes = new ArrayList<>(MessageRows.writes(decisions.changed()));
        // A message that one batch seals and ends is put into the mailbox first, and then removed.
        writes.addAll(
                Mailbox.put(decisions.decided().stream().flatMap(StepStation::items).toList()));
        writes.addAll(
                Mailbox.remove(
                        decisions.decided().stream()
                                .map(Decided::input)
                                .flatMap(StepStation::removals)
                                .toList()));
        return writes;
    }

    private static Stream<MailboxItem> items(Decided<StepInput, StepOutcome> decided) {
        return switch (decided.outcome()) {
            case StepOutcome.Sealed _ -> decided.input().items().stream();
            case StepOutcome.Moved _,
                    StepOutcome.Noted _,
                    StepOutcome.Ignored _,
                    StepOutcome.NotSealedTo _ ->
                    Stream.empty();
        };
    }

    /**
     * A device that answered no longer needs the message. Once its time or its consent has ended,
     * no device may get it.
     */
    private static Stream<Removal> removals(StepInput input) {
        return switch (input.step()) {
            case Step.Receipt receipt -> Stream.of(new Removal(input.key().id(), receipt.device()));
            case Step.Expire _, Step.Recall _ -> Stream.of(new Removal(input.key().id(), null));
            case Step.Sealed _, Step.Ended _, Step.Sent _ -> Stream.empty();
        };
    }

    @Override
    public OutcomeCodec<StepOutcome> outcomes() {
        return OUTCOMES;
    }

    @Override
    public List<ProducerRecord<String, byte[]>> publish(
            StepInput input, StepOutcome outcome, Instant decidedAt) {
        return writer.records(input, outcome);
    }
}
