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
import io.sealpost.wire.Enums;
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
 * A business's commands to the consent ledger, and the events that answer them. Thread-safe.
 *
 * <p>A command that is sent again under the same request id is answered again and changes nothing.
 */
public final class Consents {
    private final BusinessId business;
    private final Producer<String, byte[]> kafka;
    private final Connection connection;
    private final Codec<ConsentCommand> commands;
    private final Codec<ConsentEvent> events;
    private final Clock clock;
    private final RandomGenerator random;

    Consents(
            BusinessId business,
            Producer<String, byte[]> kafka,
            Connection connection,
            Clock clock,
            RandomGenerator random) {
        this.business = business;
        this.kafka = kafka;
        this.connection = connection;
        this.commands = new Codec<>(connection.schemaRegistry(), ConsentCommand.class);
        this.events = new Codec<>(connection.schemaRegistry(), ConsentEvent.class);
        this.clock = clock;
        this.random = random;
    }

    /** A command that records that the person agreed to this purpose. Not sent yet. */
    public ConsentCommand grant(RecipientId recipient, Purpose purpose, GrantProof proof) {
        Evidence evidence =
                Evidence.newBuilder()
                        .setMethod(Enums.avro(proof.method()))
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

    /**
     * A command that records that the person no longer agrees, on any channel. Not sent yet.
     *
     * @param purpose null for every purpose
     */
    public ConsentCommand withdraw(RecipientId recipient, @Nullable Purpose purpose) {
        return command(ConsentCommandKind.WITHDRAW)
                .setWithdraw(
                        Withdraw.newBuilder()
                                .setRecipient(recipient.value())
                                .setPurpose(purpose == null ? null : purpose.value())
                                .build())
                .build();
    }

    /** A command that stops all messages of this business to the person. Not sent yet. */
    public ConsentCommand block(RecipientId recipient) {
        return command(ConsentCommandKind.BLOCK).setBlock(blocked(recipient)).build();
    }

    /** A command that ends a block. Not sent yet. */
    public ConsentCommand unblock(RecipientId recipient) {
        return command(ConsentCommandKind.UNBLOCK).setBlock(blocked(recipient)).build();
    }

    /**
     * Sends a command.
     *
     * @return completed when the broker has it; the ledger's answer comes on {@code
     *     consent-events.<business>}
     */
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
     * Sends commands, and waits for the ledger's answers with one consumer. Blocks.
     *
     * @return the events of each command by its request id; a command that was not answered in time
     *     is missing
     */
    public Map<UUID, List<ConsentEvent>> sendAndAwait(List<ConsentCommand> all, Duration timeout) {
        try (TopicReader answers =
                TopicReader.fromEnd(connection, TenantTopics.consentEvents(business))) {
            List<CompletableFuture<RecordMetadata>> sent = all.stream().map(this::send).toList();
            sent.forEach(CompletableFuture::join);
            return await(answers, all, timeout);
        }
    }

    private Map<UUID, List<ConsentEvent>> await(
            TopicReader answers, List<ConsentCommand> all, Duration timeout) {
        Set<UUID> unanswered = new HashSet<>();
        all.forEach(command -> unanswered.add(command.getRequestId()));
        Set<UUID> sent = Set.copyOf(unanswered);
        Map<UUID, List<ConsentEvent>> answered = new HashMap<>();
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!unanswered.isEmpty() && System.nanoTime() < deadline) {
            for (var record : answers.poll()) {
                if (events.decode(record.value()) instanceof Decoded.Value<ConsentEvent>(var event)
                        && sent.contains(event.getRequestId())) {
                    answered.computeIfAbsent(event.getRequestId(), id -> new ArrayList<>())
                            .add(event);
                    unanswered.remove(event.getRequestId());
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
            case UNKNOWN -> throw new IllegalArgumentException("a command must have a kind");
        };
    }

    private static Block blocked(RecipientId recipient) {
        return Block.newBuilder().setRecipient(recipient.value()).build();
    }

    private static Instant millis(Instant time) {
        return Instant.ofEpochMilli(time.toEpochMilli());
    }
}
