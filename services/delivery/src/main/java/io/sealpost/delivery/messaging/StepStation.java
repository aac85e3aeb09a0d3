package io.sealpost.delivery.messaging;

import io.sealpost.delivery.domain.DeliveryDecider;
import io.sealpost.delivery.domain.MailboxItem;
import io.sealpost.delivery.domain.MessageKey;
import io.sealpost.delivery.domain.MessageState;
import io.sealpost.delivery.domain.Move;
import io.sealpost.delivery.domain.Step;
import io.sealpost.delivery.store.Mailbox;
import io.sealpost.delivery.store.Mailbox.Removal;
import io.sealpost.delivery.store.Messages;
import io.sealpost.hop.Claim;
import io.sealpost.hop.Decision;
import io.sealpost.hop.Folded;
import io.sealpost.hop.Folded.Decided;
import io.sealpost.hop.Outcome;
import io.sealpost.hop.Station;
import io.sealpost.hop.Write;
import io.sealpost.schemas.DeliveryEventKind;
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

/** The steps of one lane: folds each into its message's status and tells what came of it. */
final class StepStation implements Station<StepInput, MessageKey, MessageState> {
    private static final String SEALED = DeliveryEventKind.SEALED.name();

    private final String name;
    private final StepReader reader;
    private final EventWriter writer;

    StepStation(String name, StepReader reader, EventWriter writer) {
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
        return Messages.lock(transaction, keys, MailboxItems::consentPartition);
    }

    @Override
    public Decision<MessageState> decide(MessageState state, StepInput input, Instant now) {
        Move move = DeliveryDecider.decide(state, input.step());
        Outcome outcome =
                switch (move.effect()) {
                    case TAKEN -> taken(move, now);
                    case OUT_OF_TURN -> new Outcome("IGNORED", state.stage().name(), null, now);
                    case NOT_SEALED_TO -> new Outcome("IGNORED", move.effect().name(), null, now);
                };
        return new Decision<>(outcome, move.next());
    }

    private static Outcome taken(Move move, Instant now) {
        if (move.events().isEmpty()) {
            return new Outcome("NOTED", move.next().stage().name(), null, now);
        }
        var last = move.events().getLast();
        byte[] detail = new StoredEvents(move.next().knownFacts(), move.events()).toBytes();
        return new Outcome(last.kind().name(), last.reason().name(), detail, now);
    }

    @Override
    public List<Write> writes(Folded<StepInput, MessageKey, MessageState> folded) {
        List<Write> writes = new ArrayList<>(Messages.writes(folded.changed()));
        // What one batch seals and recalls is put first and taken out then.
        writes.addAll(Mailbox.put(items(folded)));
        writes.addAll(Mailbox.remove(removals(folded)));
        return writes;
    }

    private static List<MailboxItem> items(Folded<StepInput, ?, ?> folded) {
        return folded.decided().stream()
                .filter(decided -> decided.outcome().verdict().equals(SEALED))
                .flatMap(decided -> decided.input().items().stream())
                .toList();
    }

    private static List<Removal> removals(Folded<StepInput, ?, ?> folded) {
        return folded.decided().stream().map(Decided::input).flatMap(StepStation::removal).toList();
    }

    /** A device that answered needs it no more; past its time or its consent nobody may have it. */
    private static Stream<Removal> removal(StepInput input) {
        return switch (input.step()) {
            case Step.Receipt receipt -> Stream.of(new Removal(input.key().id(), receipt.device()));
            case Step.Expire ignored -> Stream.of(new Removal(input.key().id(), null));
            case Step.Recall ignored -> Stream.of(new Removal(input.key().id(), null));
            case Step.Sealed ignored -> Stream.empty();
            case Step.Ended ignored -> Stream.empty();
            case Step.Sent ignored -> Stream.empty();
        };
    }

    @Override
    public List<ProducerRecord<String, byte[]>> publish(StepInput input, Outcome outcome) {
        byte[] detail = outcome.detail();
        if (detail == null) {
            return List.of();
        }
        StoredEvents stored = StoredEvents.of(detail);
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        stored.events()
                .forEach(
                        event ->
                                records.add(writer.event(input.key().id(), stored.facts(), event)));
        if (outcome.verdict().equals(SEALED)) {
            input.items().forEach(item -> records.add(writer.wake(item)));
        }
        return records;
    }
}
