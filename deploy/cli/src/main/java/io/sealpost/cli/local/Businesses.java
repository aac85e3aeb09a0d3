package io.sealpost.cli.local;

import io.sealpost.schemas.Business;
import io.sealpost.schemas.BusinessCommand;
import io.sealpost.schemas.BusinessCommandKind;
import io.sealpost.schemas.BusinessRecord;
import io.sealpost.schemas.BusinessStatus;
import io.sealpost.schemas.Mode;
import io.sealpost.schemas.RegisterBusiness;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Ids;
import io.sealpost.seal.key.VerifyKey;
import io.sealpost.wire.Catalogue;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Registry;
import io.sealpost.wire.ReservedNames;
import io.sealpost.wire.Topic;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Adds businesses on this machine. Adding one again changes nothing but the producer key, where one
 * is given: what was registered of it otherwise stays.
 */
public final class Businesses {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration GLANCE = Duration.ofMillis(100);

    private final Platform platform;

    /** The businesses of a running platform. */
    public Businesses(Platform platform) {
        this.platform = platform;
    }

    /**
     * Makes the business's topics, login and rights, registers it, and returns when it can send:
     * the services read its topics and its gateway key is published.
     */
    public Account add(String business) {
        return add(business, Optional.empty());
    }

    /** The same; content that the producer key did not sign is refused from then on. */
    public Account add(String business, Optional<VerifyKey> producer) {
        requireName(business);
        StateLock.hold(platform.home().state(), () -> provide(business, producer));
        return Account.load(platform.home(), business);
    }

    /** Also no login of the platform: its password would be given to the business. */
    static void requireName(String business) {
        if (!BusinessId.isValid(business)) {
            throw new IllegalArgumentException(
                    "a business is named [a-z][a-z0-9-]{1,30}, such as acme or blue-shop");
        }
        if (ReservedNames.isReserved(business)) {
            throw new IllegalArgumentException(
                    business + " is a name of Sealpost's own; choose another");
        }
    }

    private void provide(String business, Optional<VerifyKey> producer) {
        platform.requireRunning();
        Wanted wanted = Wanted.ofTenant(Catalogue.get(), business);
        try (Kafka kafka = new Kafka(platform.broker())) {
            boolean unused = kafka.reconcile(wanted);
            kafka.setPasswords(List.of(Platform.user(platform.home(), business)));
            Account.of(platform, business).save(platform.home());
            register(business, producer);
            awaitReaders(kafka, wanted.topics());
        }
    }

    private void register(String business, Optional<VerifyKey> producer) {
        RegisterBusiness details = details(known(business), producer);
        Codec<BusinessCommand> codec =
                new Codec<>(new Registry(URI.create(platform.registry())), BusinessCommand.class);
        BusinessCommand command =
                BusinessCommand.newBuilder()
                        .setRequestId(Ids.newRequestId(Instant.now(), new SecureRandom()).value())
                        .setBusiness(business)
                        .setKind(BusinessCommandKind.REGISTER)
                        .setRegister(details)
                        .build();
        produce(new ProducerRecord<>("business-commands", business, codec.encode(command)));
        await(
                "businesses",
                Business.class,
                business,
                known ->
                        known.getStatus() == BusinessStatus.ACTIVE
                                && Objects.equals(
                                        known.getProducerKey(), details.getProducerKey()));
        await("business-records", BusinessRecord.class, business, known -> true);
    }

    private Map<String, Object> operator() {
        return platform.broker().clientConfig(Platform.user(platform.home(), "operator"));
    }

    private Optional<Business> known(String business) {
        return new StateTopic<>(operator(), platform.registry(), "businesses", Business.class)
                .all(business, PATIENCE).stream()
                        .max(Comparator.comparingLong(Business::getVersion));
    }

    /** A registration replaces all the details: what is not said again would be gone. */
    static RegisterBusiness details(Optional<Business> known, Optional<VerifyKey> producer) {
        return new RegisterBusiness(
                known.map(Business::getAllowedModes).orElse(List.of(Mode.GATEWAY)),
                known.map(Business::getBusinessKey).orElse(null),
                producer.map(key -> ByteBuffer.wrap(key.bytes().toArray()))
                        .or(() -> known.map(Business::getProducerKey))
                        .orElse(null));
    }

    private <T extends SpecificRecord> void await(
            String topic, Class<T> type, String key, Predicate<T> wanted) {
        var unused =
                new StateTopic<>(operator(), platform.registry(), topic, type)
                        .await(key, wanted, PATIENCE)
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "nothing came on " + topic + " for " + key));
    }

    private void produce(ProducerRecord<String, byte[]> record) {
        Map<String, Object> settings = new HashMap<>(operator());
        settings.put("acks", "all");
        try (var producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(record).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker refused the command", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /**
     * A topic is read once each of its partitions is assigned to some member of its reader's
     * groups.
     */
    private static void awaitReaders(Kafka kafka, Map<String, Topic> topics) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (Map.Entry<String, Topic> topic : topics.entrySet()) {
            if (topic.getValue().writers().contains("tenant")) {
                for (String reader : topic.getValue().readers()) {
                    while (kafka.assigned(reader, topic.getKey()) < topic.getValue().partitions()) {
                        if (System.nanoTime() > deadline) {
                            throw new IllegalStateException(
                                    reader + " does not read " + topic.getKey());
                        }
                        LockSupport.parkNanos(GLANCE.toNanos());
                    }
                }
            }
        }
    }
}
