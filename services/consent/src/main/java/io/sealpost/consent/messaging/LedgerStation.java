package io.sealpost.consent.messaging;

import io.sealpost.consent.domain.Ledger;
import io.sealpost.consent.domain.LedgerCommand;
import io.sealpost.consent.domain.LedgerOutcome;
import io.sealpost.consent.domain.LedgerOutcome.Refused;
import io.sealpost.consent.domain.RefusalReason;
import io.sealpost.consent.domain.Subject;
import io.sealpost.consent.messaging.ParsedCommand.Invalid;
import io.sealpost.consent.messaging.ParsedCommand.Valid;
import io.sealpost.consent.store.LedgerStore;
import io.sealpost.consent.store.PendingWithdrawals;
import io.sealpost.consent.store.StoredSubjectKey;
import io.sealpost.consent.store.SubjectKeyStore;
import io.sealpost.consent.store.TopicPosition;
import io.sealpost.hop.BatchDecisions;
import io.sealpost.hop.BatchDecisions.Decided;
import io.sealpost.hop.Claim;
import io.sealpost.hop.Decision;
import io.sealpost.hop.OutcomeCodec;
import io.sealpost.hop.Station;
import io.sealpost.hop.Write;
import io.sealpost.schemas.ConsentCommand;
import io.sealpost.seal.Bytes;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Decoded;
import io.sealpost.wire.Decoded.Undecodable;
import io.sealpost.wire.Decoded.Value;
import io.sealpost.wire.SchemaRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Decides commands to the ledger. The aggregate is a subject; an invalid command has none, so key
 * and state are empty for it.
 */
final class LedgerStation
        implements Station<LedgerInput, Optional<Subject>, Optional<Ledger>, LedgerOutcome> {
    static final String NAME = "consent.ledger";

    private static final LedgerOutcomeCodec OUTCOMES = new LedgerOutcomeCodec();
    private static final int SEED_SIZE = 32;

    private final Codec<ConsentCommand> commands;
    private final LedgerWriter writer;
    private final SubjectKeyStore keys;
    private final LedgerStore store;
    private final SecureRandom random = new SecureRandom();

    LedgerStation(SchemaRegistry registry, SubjectKeyStore keys, LedgerStore store) {
        this.commands = new Codec<>(registry, ConsentCommand.class);
        this.writer = new LedgerWriter(registry);
        this.keys = keys;
        this.store = store;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Decoded<LedgerInput> decode(ConsumerRecord<String, byte[]> record) {
        return switch (commands.decode(record.value())) {
            case Value<ConsentCommand>(ConsentCommand command) ->
                    LedgerReader.read(record, command, seed());
            case Undecodable<ConsentCommand>(var reason) -> new Undecodable<>(reason);
        };
    }

    @Override
    public Claim claim(LedgerInput input) {
        return new Claim(input.commandId(), input.digest().toArray());
    }

    @Override
    public Optional<Subject> aggregate(LedgerInput input) {
        return input.subject();
    }

    /** Finds the subjects' keys: unwrapping may call a key service, so not in a transaction. */
    @Override
    public Uni<UnaryOperator<LedgerInput>> prepare(Pool pool, List<LedgerInput> inputs) {
        Set<Subject> subjects = known(inputs.stream().map(LedgerInput::subject));
        return keys.ensure(subjects).map(found -> input -> withKey(input, found));
    }

    @Override
    public Uni<Map<Optional<Subject>, Optional<Ledger>>> load(
            SqlConnection transaction, Set<Optional<Subject>> subjects) {
        return store.load(transaction, known(subjects.stream()))
                .map(ledgers -> byAggregate(subjects, ledgers));
    }

    @Override
    public Decision<LedgerOutcome, Optional<Ledger>> decide(
            Optional<Ledger> ledger, LedgerInput input, Instant now) {
        return switch (input.command()) {
            case Invalid(RefusalReason reason) -> Decision.recorded(new Refused(reason), ledger);
            case Valid(LedgerCommand command) -> {
                var decided = command.decide(ledger.orElseThrow(), input.context(), now);
                yield Decision.recorded(decided.outcome(), Optional.of(decided.next()));
            }
        };
    }

    @Override
    public OutcomeCodec<LedgerOutcome> outcomes() {
        return OUTCOMES;
    }

    @Override
    public List<Write> writes(
            BatchDecisions<LedgerInput, Optional<Subject>, Optional<Ledger>, LedgerOutcome>
                    decisions) {
        List<Ledger> changed =
                decisions.changed().values().stream().flatMap(Optional::stream).toList();
        List<Write> writes = new ArrayList<>(store.writes(changed, keys(decisions.decided())));
        writes.addAll(PendingWithdrawals.add(withdrawals(decisions.decided())));
        return writes;
    }

    private static Map<Subject, StoredSubjectKey> keys(
            List<Decided<LedgerInput, LedgerOutcome>> decided) {
        Map<Subject, StoredSubjectKey> keys = new HashMap<>();
        for (Decided<LedgerInput, LedgerOutcome> each : decided) {
            StoredSubjectKey key = each.input().key();
            if (key != null) {
                each.input().subject().ifPresent(subject -> keys.put(subject, key));
            }
        }
        return keys;
    }

    /** The positions of the commands that delivery must learn of before the next heartbeat. */
    static List<TopicPosition> withdrawals(List<Decided<LedgerInput, LedgerOutcome>> decided) {
        return decided.stream()
                .filter(each -> each.outcome().hasWithdrawal())
                .map(each -> each.input().position())
                .toList();
    }

    @Override
    public List<ProducerRecord<String, byte[]>> publish(
            LedgerInput input, LedgerOutcome outcome, Instant decidedAt) {
        return writer.write(input, outcome, decidedAt);
    }

    private Bytes seed() {
        byte[] seed = new byte[SEED_SIZE];
        random.nextBytes(seed);
        return Bytes.owned(seed);
    }

    private static LedgerInput withKey(LedgerInput input, Map<Subject, StoredSubjectKey> found) {
        return input.subject().map(subject -> input.with(found.get(subject))).orElse(input);
    }

    private static Set<Subject> known(Stream<Optional<Subject>> subjects) {
        return subjects.flatMap(Optional::stream).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<Optional<Subject>, Optional<Ledger>> byAggregate(
            Set<Optional<Subject>> subjects, Map<Subject, Ledger> ledgers) {
        Map<Optional<Subject>, Optional<Ledger>> states = new HashMap<>();
        for (Optional<Subject> subject : subjects) {
            states.put(subject, subject.map(ledgers::get));
        }
        return states;
    }
}
