package io.sealpost.encryption.messaging;

import io.sealpost.encryption.domain.DirectoryCommand;
import io.sealpost.encryption.domain.DirectoryDecider;
import io.sealpost.encryption.domain.DirectoryOutcome;
import io.sealpost.encryption.domain.RecipientDirectory;
import io.sealpost.encryption.domain.RecipientRef;
import io.sealpost.encryption.keys.GatewayKeys;
import io.sealpost.encryption.store.DirectoryChanges;
import io.sealpost.encryption.store.DirectoryStore;
import io.sealpost.hop.BatchDecisions;
import io.sealpost.hop.Claim;
import io.sealpost.hop.Decision;
import io.sealpost.hop.OutcomeCodec;
import io.sealpost.hop.Station;
import io.sealpost.hop.Write;
import io.sealpost.schemas.DeviceCommand;
import io.sealpost.schemas.DeviceList;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Decoded;
import io.sealpost.wire.SchemaRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Decides the commands about tickets, enrolments, prekeys and revocations; signs device lists. */
@Singleton
public final class DirectoryStation
        implements Station<DirectoryCommand, RecipientRef, RecipientDirectory, DirectoryOutcome> {
    private static final DirectoryOutcomeCodec OUTCOMES = new DirectoryOutcomeCodec();

    private final DirectoryReader reader;
    private final DirectoryWriter writer;
    private final DirectoryStore store;
    private final DirectoryChanges changes;
    private final GatewayKeys gatewayKeys;
    private final BusinessesTopic businesses;

    @Inject
    DirectoryStation(
            DirectoryStore store,
            DirectoryChanges changes,
            GatewayKeys gatewayKeys,
            BusinessesTopic businesses,
            SchemaRegistry registry) {
        this.reader = new DirectoryReader(new Codec<>(registry, DeviceCommand.class));
        this.writer = new DirectoryWriter(new Codec<>(registry, DeviceList.class));
        this.store = store;
        this.changes = changes;
        this.gatewayKeys = gatewayKeys;
        this.businesses = businesses;
    }

    @Override
    public String name() {
        return "encryption.directory";
    }

    @Override
    public Decoded<DirectoryCommand> decode(ConsumerRecord<String, byte[]> record) {
        return reader.read(record);
    }

    @Override
    public Claim claim(DirectoryCommand command) {
        return new Claim(command.id(), command.digest().toArray());
    }

    @Override
    public RecipientRef aggregate(DirectoryCommand command) {
        return command.owner();
    }

    /**
     * Unwraps the gateway keys: the transaction must not wait for a key service. If a business has
     * no key, reads all of {@code businesses} first, so that a business that is registered but not
     * read yet is not refused as unknown.
     */
    @Override
    public Uni<UnaryOperator<DirectoryCommand>> prepare(
            Pool pool, List<DirectoryCommand> commands) {
        Set<BusinessId> needed = businesses(commands.stream().map(DirectoryCommand::owner));
        return gatewayKeys
                .of(pool, needed)
                .chain(
                        known ->
                                known.size() == needed.size()
                                        ? Uni.createFrom().voidItem()
                                        : businesses
                                                .readUpToNow()
                                                .chain(() -> gatewayKeys.of(pool, needed))
                                                .replaceWithVoid())
                .replaceWith(UnaryOperator.<DirectoryCommand>identity());
    }

    @Override
    public Uni<Map<RecipientRef, RecipientDirectory>> load(
            SqlConnection transaction, Set<RecipientRef> keys) {
        return store.lock(transaction, keys, gatewayKeys.known(businesses(keys.stream())));
    }

    private static Set<BusinessId> businesses(Stream<RecipientRef> recipients) {
        return recipients.map(RecipientRef::business).collect(Collectors.toSet());
    }

    @Override
    public Decision<DirectoryOutcome, RecipientDirectory> decide(
            RecipientDirectory state, DirectoryCommand command, Instant now) {
        return DirectoryDecider.decide(state, command, now);
    }

    @Override
    public List<Write> writes(
            BatchDecisions<DirectoryCommand, RecipientRef, RecipientDirectory, DirectoryOutcome>
                    decisions) {
        return changes.writes(decisions.changed().values());
    }

    @Override
    public OutcomeCodec<DirectoryOutcome> outcomes() {
        return OUTCOMES;
    }

    @Override
    public List<ProducerRecord<String, byte[]>> publish(
            DirectoryCommand command, DirectoryOutcome outcome, Instant decidedAt) {
        return writer.write(command.owner(), outcome);
    }
}
