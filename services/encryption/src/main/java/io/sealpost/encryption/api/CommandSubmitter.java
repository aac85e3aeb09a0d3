package io.sealpost.encryption.api;

import io.sealpost.encryption.domain.DirectoryCommand;
import io.sealpost.encryption.domain.DirectoryOutcome;
import io.sealpost.encryption.messaging.DirectoryReader;
import io.sealpost.encryption.messaging.DirectoryStation;
import io.sealpost.hop.HandledCommands;
import io.sealpost.http.Problem;
import io.sealpost.http.RequestTimeout;
import io.sealpost.schemas.DeviceCommand;
import io.sealpost.wire.Catalogue;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Decoded.Undecodable;
import io.sealpost.wire.Decoded.Value;
import io.sealpost.wire.SchemaRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * An HTTP write (docs/design.md §3, Timers, sockets and HTTP): sends the command to its topic, then
 * looks for its outcome in {@code handled}. Only the form is checked here. Every step has a
 * timeout.
 */
@Singleton
class CommandSubmitter {
    private static final String TOPIC = Catalogue.get().named("device-commands").name();
    private static final Duration LOOKUP_PAUSE = Duration.ofMillis(20);

    private final CommandProducer producer;
    private final Pool pool;
    private final DirectoryStation station;
    private final Codec<DeviceCommand> codec;
    private final CommandResponses responses;

    @Inject
    CommandSubmitter(
            CommandProducer producer,
            Pool pool,
            DirectoryStation station,
            SchemaRegistry registry,
            CommandResponses responses) {
        this.producer = producer;
        this.pool = pool;
        this.station = station;
        this.codec = new Codec<>(registry, DeviceCommand.class);
        this.responses = responses;
    }

    /**
     * Answers 400 for a wrong form, 503 if the broker does not acknowledge the command in time, the
     * command's outcome if it is decided in time, and otherwise 202.
     */
    Uni<Response> submit(DeviceCommand command) {
        return switch (DirectoryReader.read(command)) {
            case Value<DirectoryCommand>(DirectoryCommand read) ->
                    submit(command, read.owner().key());
            case Undecodable<DirectoryCommand> _ -> throw BodyFields.badForm();
        };
    }

    private Uni<Response> submit(DeviceCommand command, String key) {
        UUID id = command.getCommandId();
        return producer.send(() -> new ProducerRecord<>(TOPIC, key, codec.encode(command)))
                .chain(() -> RequestTimeout.limit(decided(id), () -> accepted(id)))
                .onFailure()
                .recoverWithItem(Problem::unavailable);
    }

    /** The outcome of an earlier command, or 202 if it is not decided yet. */
    Uni<Response> find(UUID id) {
        return RequestTimeout.limit(
                outcome(id)
                        .chain(
                                found ->
                                        found.map(responses::of)
                                                .orElseGet(
                                                        () -> Uni.createFrom().item(accepted(id)))),
                Problem::unavailable);
    }

    /** Looks for the outcome until there is one. */
    private Uni<Response> decided(UUID id) {
        return outcome(id)
                .chain(found -> found.map(responses::of).orElseGet(() -> decidedLater(id)));
    }

    private Uni<Response> decidedLater(UUID id) {
        return Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(LOOKUP_PAUSE)
                .chain(() -> decided(id));
    }

    /** Empty for the id of a message, whose outcome is in the same table. */
    private Uni<Optional<DirectoryOutcome>> outcome(UUID id) {
        return HandledCommands.outcome(pool, station, id);
    }

    private static Response accepted(UUID id) {
        return Response.accepted()
                .location(URI.create("/v1/commands/" + id))
                .header("Retry-After", 1)
                .build();
    }
}
