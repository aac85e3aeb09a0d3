package io.sealpost.wire;

import io.sealpost.schemas.Business;
import io.sealpost.schemas.BusinessCommand;
import io.sealpost.schemas.BusinessCommandKind;
import io.sealpost.schemas.BusinessRecord;
import io.sealpost.schemas.BusinessStatus;
import io.sealpost.schemas.Mode;
import io.sealpost.schemas.RegisterBusiness;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Registers, suspends and resumes businesses, as the broker's user {@code operator}: publishes
 * business commands and reads the state that ingest publishes. Each call opens its own clients and
 * blocks.
 */
public final class BusinessRegistrations {
    private final Map<String, Object> operator;
    private final SchemaRegistry registry;
    private final Supplier<UUID> requestIds;
    private final Duration timeout;

    /**
     * @param operator connection settings of the user {@code operator} (servers, security)
     * @param requestIds supplies a new UUIDv7 at each call
     * @param timeout for the broker's acknowledgement, and again for the answer of the services
     */
    public BusinessRegistrations(
            Map<String, Object> operator,
            SchemaRegistry registry,
            Supplier<UUID> requestIds,
            Duration timeout) {
        this.operator = Map.copyOf(operator);
        this.registry = registry;
        this.requestIds = requestIds;
        this.timeout = timeout;
    }

    /** The current state of every registered business, sorted by name. */
    public Collection<Business> all() {
        return byName().values();
    }

    /** The current state of a business, or empty where it was never registered. */
    public Optional<Business> known(String business) {
        return Optional.ofNullable(byName().get(business));
    }

    /**
     * Suspends or resumes a business, and returns its state once ingest has published it.
     *
     * @throws IllegalStateException where that does not happen before the timeout
     */
    public Business set(Business known, BusinessStatus status) {
        if (known.getStatus() == status) {
            return known;
        }
        BusinessCommandKind kind =
                status == BusinessStatus.SUSPENDED
                        ? BusinessCommandKind.SUSPEND
                        : BusinessCommandKind.RESUME;
        return publish(command(known.getBusiness(), kind).build(), known.getVersion());
    }

    /**
     * Registers a business or changes its producer key, and returns its state once its gateway key
     * is published.
     *
     * @param producerKey Ed25519, 32 bytes; empty keeps the registered one
     * @throws IllegalStateException where that does not happen before the timeout
     */
    public Business register(String business, Optional<ByteBuffer> producerKey) {
        Optional<Business> before = known(business);
        BusinessCommand command =
                command(business, BusinessCommandKind.REGISTER)
                        .setRegister(details(before, producerKey))
                        .build();
        Business registered = publish(command, before.map(Business::getVersion).orElse(0L));
        var unused = await("business-records", BusinessRecord.class, business, record -> true);
        return registered;
    }

    /** A registration replaces all details, so the registered ones are repeated. */
    static RegisterBusiness details(Optional<Business> known, Optional<ByteBuffer> producerKey) {
        return new RegisterBusiness(
                known.map(Business::getAllowedModes).orElse(List.of(Mode.GATEWAY)),
                known.map(Business::getBusinessKey).orElse(null),
                producerKey.or(() -> known.map(Business::getProducerKey)).orElse(null));
    }

    /**
     * Whether the state is the one that the command requested. REGISTER does not change the status.
     */
    static boolean isDone(BusinessCommand command, Business now) {
        return switch (command.getKind()) {
            case SUSPEND -> now.getStatus() == BusinessStatus.SUSPENDED;
            case RESUME -> now.getStatus() == BusinessStatus.ACTIVE;
            case REGISTER ->
                    Objects.equals(now.getProducerKey(), command.getRegister().getProducerKey());
            case UNKNOWN -> false;
        };
    }

    /** The highest version of each business. A compacted topic may still have older ones. */
    static Map<String, Business> newest(Collection<Business> published) {
        Map<String, Business> newest = new TreeMap<>();
        published.forEach(
                one ->
                        newest.merge(
                                one.getBusiness(),
                                one,
                                BinaryOperator.maxBy(
                                        (a, b) -> Long.compare(a.getVersion(), b.getVersion()))));
        return newest;
    }

    private Map<String, Business> byName() {
        return newest(topic("businesses", Business.class).all(timeout));
    }

    private BusinessCommand.Builder command(String business, BusinessCommandKind kind) {
        return BusinessCommand.newBuilder()
                .setRequestId(requestIds.get())
                .setBusiness(business)
                .setKind(kind);
    }

    /** Lower versions are ignored: they are from before the command. */
    private Business publish(BusinessCommand command, long version) {
        send(command);
        return await(
                "businesses",
                Business.class,
                command.getBusiness(),
                now -> now.getVersion() >= version && isDone(command, now));
    }

    private <T extends SpecificRecord> T await(
            String topic, Class<T> type, String key, Predicate<T> wanted) {
        return topic(topic, type)
                .await(key, wanted, timeout)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "timed out waiting for topic "
                                                + topic
                                                + " key "
                                                + key
                                                + "; retry when all services are ready"));
    }

    private <T extends SpecificRecord> StateTopicReader<T> topic(String name, Class<T> type) {
        return new StateTopicReader<>(operator, registry, name, type);
    }

    private void send(BusinessCommand command) {
        byte[] value = new Codec<>(registry, BusinessCommand.class).encode(command);
        Map<String, Object> settings = new HashMap<>(operator);
        settings.put("acks", "all");
        settings.put("delivery.timeout.ms", (int) timeout.toMillis());
        settings.put("request.timeout.ms", (int) timeout.dividedBy(3).toMillis());
        try (var producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            var unused =
                    producer.send(
                                    new ProducerRecord<>(
                                            "business-commands", command.getBusiness(), value))
                            .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker refused the command", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while publishing the command", e);
        }
    }
}
