package io.sealpost.encryption.api;

import io.sealpost.encryption.domain.Ruling.Verdict;
import io.sealpost.encryption.messaging.DirectoryCommands;
import io.sealpost.hop.Handled;
import io.sealpost.hop.Outcome;
import io.sealpost.http.RequestTimeout;
import io.sealpost.http.Problem;
import io.sealpost.schemas.DeviceCommand;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Decoded.Undecodable;
import io.sealpost.wire.SchemaRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * An HTTP write: a command on the topic, then its answer from the row that the hop stores. Nothing
 * is decided here but the form, and whatever is away, nobody waits for it without an end.
 */
@Singleton
class Commands {
    private static final Duration GLANCE = Duration.ofMillis(20);

    private final CommandProducer producer;
    private final Pool pool;
    private final Codec<DeviceCommand> codec;
    private final Answers answers;

    @Inject
    Commands(CommandProducer producer, Pool pool, SchemaRegistry registry, Answers answers) {
        this.producer = producer;
        this.pool = pool;
        this.codec = new Codec<>(registry, DeviceCommand.class);
        this.answers = answers;
    }

    /**
     * 503 where the command could not be taken in two seconds; else its answer, or 202 where there
     * is none in two more.
     */
    Uni<Response> ask(DeviceCommand command, String recipient) {
        if (DirectoryCommands.read(command) instanceof Undecodable<?>) {
            throw new Form.Bad();
        }
        UUID id = command.getCommandId();
        String key = command.getBusiness() + "/" + recipient;
        return producer.send(
                        () -> new ProducerRecord<>("device-commands", key, codec.encode(command)))
                .chain(() -> RequestTimeout.limit(decided(id), () -> accepted(id)))
                .onFailure()
                .recoverWithItem(Problem::unavailable);
    }

    /** What was decided of a command, if anything yet. */
    Uni<Response> answer(UUID id) {
        return RequestTimeout.limit(
                outcome(id)
                        .chain(
                                found ->
                                        found.map(answers::of)
                                                .orElseGet(
                                                        () -> Uni.createFrom().item(accepted(id)))),
                Problem::unavailable);
    }

    /** Looks until there is one. */
    private Uni<Response> decided(UUID id) {
        return outcome(id)
                .chain(
                        found ->
                                found.map(answers::of)
                                        .orElseGet(
                                                () ->
                                                        Uni.createFrom()
                                                                .voidItem()
                                                                .onItem()
                                                                .delayIt()
                                                                .by(GLANCE)
                                                                .chain(() -> decided(id))));
    }

    /** Messages are handled in the same table; what became of them is nothing to ask here. */
    private Uni<Optional<Outcome>> outcome(UUID id) {
        return Handled.find(pool, List.of(id))
                .map(found -> Optional.ofNullable(found.get(id)).map(Handled.Entry::outcome))
                .map(found -> found.filter(Commands::isOfTheDirectory));
    }

    private static boolean isOfTheDirectory(Outcome outcome) {
        return Arrays.stream(Verdict.values())
                .anyMatch(verdict -> verdict.name().equals(outcome.verdict()));
    }

    private static Response accepted(UUID id) {
        return Response.accepted()
                .location(URI.create("/v1/commands/" + id))
                .header("Retry-After", 1)
                .build();
    }
}
