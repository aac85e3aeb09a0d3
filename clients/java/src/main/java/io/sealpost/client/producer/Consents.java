package io.sealpost.client.producer;

import io.sealpost.schemas.Block;
import io.sealpost.schemas.Channel;
import io.sealpost.schemas.ConsentCommand;
import io.sealpost.schemas.ConsentCommandKind;
import io.sealpost.schemas.ConsentEvent;
import io.sealpost.schemas.Evidence;
import io.sealpost.schemas.Grant;
import io.sealpost.schemas.Withdraw;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Ids;
import io.sealpost.seal.id.Purpose;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Decoded;
import io.sealpost.wire.SchemaRegistry;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A business's commands to the consent ledger, and the wait for what came of them. Thread-safe.
 *
 * <p>A command that is sent again under the same request id is answered again and changes nothing.
 */
public final class Consents {
    private final BusinessId business;
    private final Producer<String, byte[]> kafka;
    private final Map<String, Object> connection;
    private final Codec<ConsentCommand> commands;
    private final Codec<ConsentEvent> events;
    private final Clock clock;
    private final RandomGenerator random;

    Consents(
            BusinessId business,
            Producer<String, byte[]> kafka,
            Map<String, Object> connection,
            SchemaRegistry registry,
            Clock clock,
            RandomGenerator random) {
        this.business = business;
        this.kafka = kafka;
        this.connection = connection;
        this.commands = new Codec<>(registry, ConsentCommand.class);
        this.events = new Codec<>(registry, ConsentEvent.class);
        this.clock = clock;
        this.random = random;
    }

    /** The person agreed to this purpose. */
    public ConsentCommand grant(RecipientId recipient, Purpose purpose, GrantProof proof) {
        Evidence evidence =
                Evidence.newBuilder()
                        .setMethod(proof.method())
                        .setCollectedAt(millis(proof.collectedAt()))
                        .setWordingSha256(ByteBuffer.wrap(proof.wording().toArray()))
                        .setReference(proof.reference())
                        .build();
        Instant until = proof.validUntil();
        return command(ConsentCommandKind.GRANT)
                .setGrant(
                        Grant.newBuilder()
                                .setRecipient(recipient.value())
                                .setPurpose(purpose.value())
                                .setChannel(Channel.SEALPOST)
                                .setEvidence(evidence)
                                .setValidUntil(until == null ? null : millis(until))
                                .build())
                .build();
    }

    /** The person no longer agrees to this purpose, or to any (null), on any channel. */
    public ConsentCommand withdraw(RecipientId recipient, @Nullable Purpose purpose) {
        return command(ConsentCommandKind.WITHDRAW)
                .setWithdraw(
                        Withdraw.newBuilder()
                                .setRecipient(recipient.value())
                                .setPurpose(purpose == null ? null : purpose.value())
                                .build())
                .build();
    }

    /** The person wants nothing from this business. */
    public ConsentCommand block(RecipientId recipient) {
        return command(ConsentCommandKind.BLOCK).setBlock(blocked(recipient)).build();
    }

    public ConsentCommand unblock(RecipientId recipient) {
        return command(ConsentCommandKind.UNBLOCK).setBlock(blocked(recipient)).build();
    }

    /** Done when the broker has it; what the ledger makes of it comes on {@code consent-events}. */
    public CompletableFuture<RecordMetadata> send(ConsentCommand command) {
        CompletableFuture<RecordMetadata> sent = new CompletableFuture<>();
        var unused =
                kafka.send(
                        new ProducerRecord<>(
                                TenantTopics.consentCommands(business),
                                recipient(command),
                                commands.encode(command)),
                        (position, error) -> {
                            if (error == null) {
                                sent.complete(position);
                            } else {
                                sent.completeExceptionally(error);
                            }
                        });
        return sent;
    }

    /**
     * Sends all and waits for the ledger's answers with one consumer.
     *
     * @return the events of each command by its request id; a command that is missing was not
     *     answered in time
     */
    public Map<UUID, List<ConsentEvent>> sendAndAwait(List<ConsentCommand> all, Duration patience) {
        try (TopicReader answers =
                TopicReader.fromEnd(connection, TenantTopics.consentEvents(business))) {
            List<CompletableFuture<RecordMetadata>> sent = all.stream().map(this::send).toList();
            sent.forEach(CompletableFuture::join);
            return await(answers, all, patience);
        }
    }

    private Map<UUID, List<ConsentEvent>> await(
            TopicReader answers, List<ConsentCommand> all, Duration patience) {
        Set<UUID> waiting = new HashSet<>();
        all.forEach(command -> waiting.add(command.getRequestId()));
        Set<UUID> asked = Set.copyOf(waiting);
        Map<UUID, List<ConsentEvent>> answered = new HashMap<>();
        long end = System.nanoTime() + patience.toNanos();
        while (!waiting.isEmpty() && System.nanoTime() < end) {
            for (var record : answers.poll()) {
                if (events.decode(record.value()) instanceof Decoded.Value<ConsentEvent>(var event)
                        && asked.contains(event.getRequestId())) {
                    answered.computeIfAbsent(event.getRequestId(), id -> new ArrayList<>())
                            .add(event);
                    waiting.remove(event.getRequestId());
                }
            }
        }
        return answered;
    }

    private ConsentCommand.Builder command(ConsentCommandKind kind) {
        return ConsentCommand.newBuilder()
                .setRequestId(Ids.newRequestId(clock.instant(), random).value())
                .setBusiness(business.value())
                .setKind(kind);
    }

    private static String recipient(ConsentCommand command) {
        return switch (command.getKind()) {
            case GRANT -> command.getGrant().getRecipient();
            case WITHDRAW -> command.getWithdraw().getRecipient();
            case BLOCK, UNBLOCK -> command.getBlock().getRecipient();
            case UNKNOWN -> throw new IllegalArgumentException("a command has a kind");
        };
    }

    private static Block blocked(RecipientId recipient) {
        return Block.newBuilder().setRecipient(recipient.value()).build();
    }

    private static Instant millis(Instant time) {
        return Instant.ofEpochMilli(time.toEpochMilli());
    }
}
