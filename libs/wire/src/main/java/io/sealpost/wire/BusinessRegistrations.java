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

/** What ingest knows of businesses, and what it is told of them: as the operator. */
public final class BusinessRegistrations {
    private final Map<String, Object> operator;
    private final SchemaRegistry registry;
    private final Supplier<UUID> requestIds;
    private final Duration patience;

    /**
     * By the broker's user {@code operator}.
     *
     * @param operator connection settings of that user (servers, security)
     * @param requestIds a new UUIDv7 a call
     * @param patience with the broker, and then with the services that answer
     */
    public BusinessRegistrations(
            Map<String, Object> operator,
            SchemaRegistry registry,
            Supplier<UUID> requestIds,
            Duration patience) {
        this.operator = Map.copyOf(operator);
        this.registry = registry;
        this.requestIds = requestIds;
        this.patience = patience;
    }

    /** Every business that was ever registered, as it is now, by name. */
    public Collection<Business> all() {
        return byName().values();
    }

    /** The business as it is now, or empty where it was never registered. */
    public Optional<Business> known(String business) {
        return Optional.ofNullable(byName().get(business));
    }

    /**
     * Suspends a business, or lets it send again, and returns it when that is so.
     *
     * @throws IllegalStateException where no answer comes within the patience
     */
    public Business set(Business known, BusinessStatus status) {
        if (known.getStatus() == status) {
            return known;
        }
        BusinessCommandKind kind =
                status == BusinessStatus.SUSPENDED
                        ? BusinessCommandKind.SUSPEND
                        : BusinessCommandKind.RESUME;
        return tell(command(known.getBusiness(), kind).build(), known.getVersion());
    }

    /**
     * Registers it, or changes its producer key, and returns it when its gateway key is published.
     *
     * @param producerKey Ed25519, 32 bytes; where none is given, the one that is known stays
     * @throws IllegalStateException where no answer comes within the patience
     */
    public Business register(String business, Optional<ByteBuffer> producerKey) {
        Optional<Business> before = known(business);
        BusinessCommand command =
                command(business, BusinessCommandKind.REGISTER)
                        .setRegister(details(before, producerKey))
                        .build();
        Business registered = tell(command, before.map(Business::getVersion).orElse(0L));
        var unused = await("business-records", BusinessRecord.class, business, record -> true);
        return registered;
    }

    /** A registration replaces all the details: what is not said again would be gone. */
    static RegisterBusiness details(Optional<Business> known, Optional<ByteBuffer> producerKey) {
        return new RegisterBusiness(
                known.map(Business::getAllowedModes).orElse(List.of(Mode.GATEWAY)),
                known.map(Business::getBusinessKey).orElse(null),
                producerKey.or(() -> known.map(Business::getProducerKey)).orElse(null));
    }

    /** Registering leaves a suspended business suspended. */
    static boolean isDone(BusinessCommand command, Business now) {
        return switch (command.getKind()) {
            case SUSPEND -> now.getStatus() == BusinessStatus.SUSPENDED;
            case RESUME -> now.getStatus() == BusinessStatus.ACTIVE;
            case REGISTER ->
                    Objects.equals(now.getProducerKey(), command.getRegister().getProducerKey());
            case UNKNOWN -> false;
        };
    }

    /** A compacted topic still has older versions. */
    static Map<String, Business> newest(Collection<Business> told) {
        Map<String, Business> newest = new TreeMap<>();
        told.forEach(
                one ->
                        newest.merge(
                                one.getBusiness(),
                                one,
                                BinaryOperator.maxBy(
                                        (a, b) -> Long.compare(a.getVersion(), b.getVersion()))));
        return newest;
    }

    private Map<String, Business> byName() {
        return newest(topic("businesses", Business.class).all(patience));
    }

    private BusinessCommand.Builder command(String business, BusinessCommandKind kind) {
        return BusinessCommand.newBuilder()
                .setRequestId(requestIds.get())
                .setBusiness(business)
                .setKind(kind);
    }

    /** Older versions may be as wanted too: they are from before the command. */
    private Business tell(BusinessCommand command, long version) {
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
                .await(key, wanted, patience)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "nothing came on "
                                                + topic
                                                + " for "
                                                + key
                                                + "; repeat it when all services are ready"));
    }

    private <T extends SpecificRecord> StateTopicReader<T> topic(String name, Class<T> type) {
        return new StateTopicReader<>(operator, registry, name, type);
    }

    private void send(BusinessCommand command) {
        byte[] value = new Codec<>(registry, BusinessCommand.class).encode(command);
        Map<String, Object> settings = new HashMap<>(operator);
        settings.put("acks", "all");
        settings.put("delivery.timeout.ms", (int) patience.toMillis());
        settings.put("request.timeout.ms", (int) patience.dividedBy(3).toMillis());
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
            throw new IllegalStateException("interrupted", e);
        }
    }
}
