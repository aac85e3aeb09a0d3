package io.sealpost.cli.local;

import io.sealpost.schemas.Business;
import io.sealpost.schemas.BusinessStatus;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Ids;
import io.sealpost.seal.key.VerifyKey;
import io.sealpost.wire.Catalogue;
import io.sealpost.wire.BusinessRegistrations;
import io.sealpost.wire.SchemaRegistry;
import io.sealpost.wire.ReservedNames;
import io.sealpost.wire.Topic;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

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

    /** What is registered on it, asked and told as the operator. */
    public BusinessRegistrations registrations() {
        platform.requireRunning();
        return new BusinessRegistrations(
                platform.broker().clientConfig(Platform.user(platform.home(), "operator")),
                new SchemaRegistry(URI.create(platform.registry())),
                () -> Ids.newRequestId(Instant.now(), new SecureRandom()).value(),
                PATIENCE);
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
        BusinessRegistrations registrations = registrations();
        Wanted wanted = Wanted.ofTenant(Catalogue.get(), business);
        try (Kafka kafka = new Kafka(platform.broker())) {
            boolean unused = kafka.reconcile(wanted);
            kafka.setPasswords(List.of(Platform.user(platform.home(), business)));
            Account.of(platform, business).save(platform.home());
            Business registered =
                    registrations.register(
                            business, producer.map(key -> ByteBuffer.wrap(key.bytes().toArray())));
            awaitReaders(kafka, wanted.topics());
            requireActive(registered);
        }
    }

    /** Registering is no way round a suspension. */
    private static void requireActive(Business registered) {
        if (registered.getStatus() == BusinessStatus.SUSPENDED) {
            String name = registered.getBusiness();
            throw new IllegalStateException(
                    name
                            + " is suspended and cannot send until: ./sealpost business resume "
                            + name);
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
