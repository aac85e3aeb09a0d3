package io.sealpost.encryption.messaging;

import io.sealpost.encryption.domain.Directory;
import io.sealpost.encryption.domain.DirectoryCommand;
import io.sealpost.encryption.domain.DirectoryDecider;
import io.sealpost.encryption.domain.RecipientRef;
import io.sealpost.encryption.domain.Ruling;
import io.sealpost.encryption.domain.Ruling.Verdict;
import io.sealpost.encryption.keys.GatewayKeys;
import io.sealpost.encryption.store.DirectoryChanges;
import io.sealpost.encryption.store.DirectoryStore;
import io.sealpost.hop.Claim;
import io.sealpost.hop.Decision;
import io.sealpost.hop.Folded;
import io.sealpost.hop.Outcome;
import io.sealpost.hop.Station;
import io.sealpost.hop.Write;
import io.sealpost.schemas.DeviceCommand;
import io.sealpost.schemas.DeviceList;
import io.sealpost.seal.directory.SignedDeviceList;
import io.sealpost.seal.id.BusinessId;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Tickets, enrolments, prekeys and revocations; its outcomes are signed device lists. */
final class DirectoryStation implements Station<DirectoryCommand, RecipientRef, Directory> {
    private final DirectoryStore store;
    private final DirectoryChanges changes;
    private final GatewayKeys gatewayKeys;
    private final Businesses businesses;
    private final SchemaRegistry registry;
    private final Codec<DeviceCommand> input;
    private final Codec<DeviceList> output;

    DirectoryStation(
            DirectoryStore store,
            DirectoryChanges changes,
            GatewayKeys gatewayKeys,
            Businesses businesses,
            SchemaRegistry registry) {
        this.store = store;
        this.changes = changes;
        this.gatewayKeys = gatewayKeys;
        this.businesses = businesses;
        this.registry = registry;
        this.input = new Codec<>(registry, DeviceCommand.class);
        this.output = new Codec<>(registry, DeviceList.class);
    }

    @Override
    public String name() {
        return "encryption.directory";
    }

    @Override
    public Decoded<DirectoryCommand> decode(ConsumerRecord<String, byte[]> record) {
        return switch (input.decode(record.value())) {
            case Value<DeviceCommand>(DeviceCommand command) -> DirectoryCommands.read(command);
            case Undecodable<DeviceCommand>(var reason) -> new Undecodable<>(reason);
        };
    }

    @Override
    public Claim claim(DirectoryCommand command) {
        return new Claim(command.id(), command.digest().toArray());
    }

    @Override
    public RecipientRef aggregate(DirectoryCommand command) {
        return command.about();
    }

    /**
     * Deciding encodes and signs, on the database's thread, which must not wait for the registry or
     * the key service. Nobody is refused as unknown for what is told of and not yet read.
     */
    @Override
    public Uni<List<DirectoryCommand>> prepare(Pool pool, List<DirectoryCommand> commands) {
        int unused = registry.idOf(DeviceList.getClassSchema());
        Set<BusinessId> asked = businesses(commands.stream().map(this::aggregate));
        return gatewayKeys
                .of(pool, asked)
                .chain(
                        known ->
                                known.size() == asked.size()
                                        ? Uni.createFrom().voidItem()
                                        : businesses
                                                .readUpToNow()
                                                .chain(() -> gatewayKeys.of(pool, asked))
                                                .replaceWithVoid())
                .replaceWith(commands);
    }

    @Override
    public Uni<Map<RecipientRef, Directory>> load(
            SqlConnection transaction, Set<RecipientRef> keys) {
        return store.lock(transaction, keys, gatewayKeys.known(businesses(keys.stream())));
    }

    private static Set<BusinessId> businesses(Stream<RecipientRef> recipients) {
        return recipients.map(RecipientRef::business).collect(Collectors.toSet());
    }

    @Override
    public Decision<Directory> decide(Directory state, DirectoryCommand command, Instant now) {
        Ruling ruling = DirectoryDecider.decide(state, command, now);
        Outcome outcome =
                new Outcome(ruling.verdict().name(), ruling.reason().name(), list(ruling), now);
        return new Decision<>(outcome, ruling.next());
    }

    private byte @Nullable [] list(Ruling ruling) {
        SignedDeviceList signed = ruling.next().signed();
        return ruling.verdict().tellsTheList() && signed != null
                ? output.encode(SignedObjects.list(signed))
                : null;
    }

    @Override
    public List<Write> writes(Folded<DirectoryCommand, RecipientRef, Directory> folded) {
        return changes.writes(folded.changed().values());
    }

    @Override
    public List<ProducerRecord<String, byte[]>> publish(DirectoryCommand command, Outcome outcome) {
        return Verdict.valueOf(outcome.verdict()).tellsTheList()
                ? List.of(
                        new ProducerRecord<>(
                                "device-lists", command.about().key(), outcome.detail()))
                : List.of();
    }
}
