package io.sealpost.consent.messaging;

import io.sealpost.consent.domain.Ledger;
import io.sealpost.consent.domain.LedgerDecider;
import io.sealpost.consent.domain.Refusal;
import io.sealpost.consent.domain.Ruling;
import io.sealpost.consent.domain.Subject;
import io.sealpost.consent.messaging.Reading.Asked;
import io.sealpost.consent.messaging.Reading.Malformed;
import io.sealpost.consent.store.LedgerStore;
import io.sealpost.consent.store.PersonalKey;
import io.sealpost.consent.store.Position;
import io.sealpost.consent.store.SubjectKeys;
import io.sealpost.consent.store.Untold;
import io.sealpost.hop.Claim;
import io.sealpost.hop.Decision;
import io.sealpost.hop.Folded;
import io.sealpost.hop.Folded.Decided;
import io.sealpost.hop.Outcome;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The ledger's station: commands in, records and withdrawals out. The aggregate is a subject; a
 * command whose form is wrong is about nobody.
 */
final class LedgerStation implements Station<LedgerInput, Optional<Subject>, Optional<Ledger>> {
    static final String NAME = "consent.ledger";

    private static final int SEED = 32;

    private final Codec<ConsentCommand> commands;
    private final LedgerEvents events;
    private final SubjectKeys keys;
    private final LedgerStore store;
    private final SecureRandom random = new SecureRandom();

    LedgerStation(SchemaRegistry registry, SubjectKeys keys, LedgerStore store) {
        this.commands = new Codec<>(registry, ConsentCommand.class);
        this.events = new LedgerEvents(registry);
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
                    CommandReader.read(record, command, seed());
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

    /** The subjects' keys: unwrapping may be a call to a key service, so never in a transaction. */
    @Override
    public Uni<List<LedgerInput>> prepare(Pool pool, List<LedgerInput> inputs) {
        Set<Subject> subjects = somebody(inputs.stream().map(LedgerInput::subject));
        return keys.ensure(subjects)
                .map(found -> inputs.stream().map(input -> withKey(input, found)).toList());
    }

    @Override
    public Uni<Map<Optional<Subject>, Optional<Ledger>>> load(
            SqlConnection transaction, Set<Optional<Subject>> subjects) {
        return store.load(transaction, somebody(subjects.stream()))
                .map(ledgers -> byAggregate(subjects, ledgers));
    }

    @Override
    public Decision<Optional<Ledger>> decide(
            Optional<Ledger> ledger, LedgerInput input, Instant now) {
        return switch (input.reading()) {
            case Malformed(Refusal why) -> new Decision<>(LedgerOutcomes.refused(why, now), ledger);
            case Asked asked -> {
                Ruling ruling = LedgerDecider.decide(ledger.orElseThrow(), asked.request(), now);
                yield new Decision<>(LedgerOutcomes.of(ruling, now), Optional.of(ruling.next()));
            }
        };
    }

    @Override
    public List<Write> writes(Folded<LedgerInput, Optional<Subject>, Optional<Ledger>> folded) {
        Map<Subject, PersonalKey> subjectKeys = new HashMap<>();
        List<Position> untold = new ArrayList<>();
        for (Decided<LedgerInput> decided : folded.decided()) {
            LedgerInput input = decided.input();
            if (input.reading() instanceof Asked asked && input.key() != null) {
                subjectKeys.put(asked.subject(), input.key());
            }
            if (LedgerOutcomes.recalls(decided.outcome())) {
                untold.add(input.position());
            }
        }
        List<Ledger> changed =
                folded.changed().values().stream().flatMap(Optional::stream).toList();
        return Stream.concat(
                        store.writes(changed, subjectKeys).stream(), Untold.add(untold).stream())
                .toList();
    }

    @Override
    public List<ProducerRecord<String, byte[]>> publish(LedgerInput input, Outcome outcome) {
        return events.of(input, outcome);
    }

    private Bytes seed() {
        byte[] seed = new byte[SEED];
        random.nextBytes(seed);
        return Bytes.owned(seed);
    }

    private static LedgerInput withKey(LedgerInput input, Map<Subject, PersonalKey> found) {
        return input.subject().map(subject -> input.with(found.get(subject))).orElse(input);
    }

    private static Set<Subject> somebody(Stream<Optional<Subject>> subjects) {
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
