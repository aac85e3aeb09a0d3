package io.sealpost.cli.local;

import io.sealpost.schemas.Business;
import io.sealpost.schemas.BusinessStatus;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Ids;
import io.sealpost.seal.key.VerifyKey;
import io.sealpost.wire.BusinessRegistrations;
import io.sealpost.wire.Catalogue;
import io.sealpost.wire.ReservedNames;
import io.sealpost.wire.SchemaRegistry;
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

/** Adds businesses to the platform of this machine, as its operator. */
public final class BusinessAdministration {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    private final Platform platform;

    /**
     * @param platform must be running when a method is called
     */
    public BusinessAdministration(Platform platform) {
        this.platform = platform;
    }

    /** The registered businesses; reads and changes them as the operator. */
    public BusinessRegistrations registrations() {
        platform.requireRunning();
        return new BusinessRegistrations(
                platform.broker().clientConfig(Platform.user(platform.installation(), "operator")),
                new SchemaRegistry(URI.create(platform.registry())),
                () -> Ids.newRequestId(Instant.now(), new SecureRandom()).value(),
                TIMEOUT);
    }

    /** The same as {@link #add(String, Optional)} without a producer key. */
    public Account add(String business) {
        return add(business, Optional.empty());
    }

    /**
     * Makes the business's topics, login and rights, registers it, and returns when it can send:
     * the services read its topics and its gateway key is published. Adding it again changes only
     * the producer key, where one is given.
     *
     * @param producer from then on, content that this key did not sign is refused
     * @throws IllegalStateException where the business is suspended
     */
    public Account add(String business, Optional<VerifyKey> producer) {
        requireName(business);
        StateLock.hold(platform.installation().state(), () -> provide(business, producer));
        return Account.load(platform.installation(), business);
    }

    /** A login of the platform is refused: its password would be given to the business. */
    static void requireName(String business) {
        if (!BusinessId.isValid(business)) {
            throw new IllegalArgumentException(
                    "a business has a name of the form [a-z][a-z0-9-]{1,30}, such as acme or blue-shop");
        }
        if (ReservedNames.isReserved(business)) {
            throw new IllegalArgumentException(
                    business + " is a name that the platform itself uses; choose another one");
        }
    }

    private void provide(String business, Optional<VerifyKey> producer) {
        BusinessRegistrations registrations = registrations();
        RequiredBrokerState required = RequiredBrokerState.ofTenant(Catalogue.get(), business);
        try (BrokerAdministration broker = new BrokerAdministration(platform.broker())) {
            boolean unused = broker.reconcile(required);
            broker.setPasswords(List.of(Platform.user(platform.installation(), business)));
            Account.of(platform, business).save(platform.installation());
            Business registered =
                    registrations.register(
                            business, producer.map(key -> ByteBuffer.wrap(key.bytes().toArray())));
            awaitReaders(broker, required.topics());
            requireActive(registered);
        }
    }

    /** Registering does not end a suspension. */
    private static void requireActive(Business registered) {
        if (registered.getStatus() == BusinessStatus.SUSPENDED) {
            throw new IllegalStateException(
                    "%1$s is suspended and cannot send; let it send with ./sealpost business resume %1$s"
                            .formatted(registered.getBusiness()));
        }
    }

    /** Waits until every partition of a topic is assigned to a member of its reader's groups. */
    private static void awaitReaders(BrokerAdministration broker, Map<String, Topic> topics) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        for (Map.Entry<String, Topic> topic : topics.entrySet()) {
            if (topic.getValue().writers().contains("tenant")) {
                for (String reader : topic.getValue().readers()) {
                    awaitReader(broker, reader, topic.getKey(), topic.getValue(), deadline);
                }
            }
        }
    }

    private static void awaitReader(
            BrokerAdministration broker, String reader, String name, Topic topic, long deadline) {
        while (broker.assigned(reader, name) < topic.partitions()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "%s does not read the topic %s; check with ./sealpost status that it is ready, then repeat the command"
                                .formatted(reader, name));
            }
            LockSupport.parkNanos(POLL_INTERVAL.toNanos());
        }
    }
}
