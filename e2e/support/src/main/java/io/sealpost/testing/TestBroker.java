package io.sealpost.testing;

import io.sealpost.embedded.BrokerSettings;
import io.sealpost.embedded.BrokerSettings.Access;
import io.sealpost.embedded.Credentials;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A real Kafka broker. */
public final class TestBroker extends TestServer {

    private static final Supplier<TestBroker> SHARED =
            Lazy.of(() -> fresh(withShortHeartbeats(BrokerSettings.open())));
    private static final Supplier<TestBroker> SECURED =
            Lazy.of(() -> fresh(withShortHeartbeats(BrokerSettings.secured())));

    private final Access access;
    private final String bootstrapServers;
    private final Credentials administrator;
    private final Lazy<KafkaProducer<byte[], byte[]>> producer =
            Lazy.of(
                    () ->
                            new KafkaProducer<>(
                                    adminConfig(),
                                    new ByteArraySerializer(),
                                    new ByteArraySerializer()));

    TestBroker(
            ServerControl server,
            Access access,
            String bootstrapServers,
            Credentials administrator) {
        this(server, access, bootstrapServers, administrator, null);
    }

    TestBroker(
            ServerControl server,
            Access access,
            String bootstrapServers,
            Credentials administrator,
            @Nullable SmallDisk disk) {
        super(server, disk);
        this.access = access;
        this.bootstrapServers = bootstrapServers;
        this.administrator = administrator;
    }

    /** The broker of this JVM, without access control. A test that stops it must start it again. */
    public static TestBroker shared() {
        return SHARED.get();
    }

    /** The broker of this JVM with SCRAM users; nothing is allowed without an ACL. */
    public static TestBroker sharedSecured() {
        return SECURED.get();
    }

    /** A new broker, which the test closes. */
    public static TestBroker fresh(BrokerSettings settings) {
        return ServerFactory.chosen().broker(settings);
    }

    /** The same on a disk of this size, where {@link SmallDisk#isPossible}. */
    public static TestBroker onSmallDisk(BrokerSettings settings, int megabytes) {
        return EmbeddedServers.brokerOnSmallDisk(settings, megabytes);
    }

    /** Groups learn of new members and topics at heartbeats: shorter ones make tests faster. */
    private static BrokerSettings withShortHeartbeats(BrokerSettings settings) {
        return settings.with("group.consumer.heartbeat.interval.ms", "200")
                .with("group.consumer.min.heartbeat.interval.ms", "200");
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** The settings with which a client of this user connects. */
    public Map<String, Object> clientConfig(Credentials user) {
        return io.sealpost.embedded.Broker.clientConfig(access, bootstrapServers, user);
    }

    /** The same for the super user. */
    public Map<String, Object> adminConfig() {
        return clientConfig(administrator);
    }

    public Admin admin() {
        return Admin.create(adminConfig());
    }

    /** Creates the topic where it does not exist, and returns when its partitions have leaders. */
    public void createTopic(String name, int partitions) {
        createTopic(name, partitions, Map.of());
    }

    public void createTopic(String name, int partitions, Map<String, String> config) {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(config)))
                    .all()
                    .get();
            Wait.until(() -> hasLeaders(admin, name));
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("could not create " + name, e);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends all records, and waits until each is acknowledged by all replicas. */
    public List<RecordMetadata> send(List<ProducerRecord<byte[], byte[]>> records) {
        return records.stream().map(producer.get()::send).toList().stream().map(Wait::get).toList();
    }

    @Override
    public void close() {
        producer.ifMade().ifPresent(made -> made.close(Duration.ZERO));
        super.close();
    }

    private static boolean hasLeaders(Admin admin, String topic) {
        try {
            var topics = admin.describeTopics(List.of(topic)).allTopicNames().get().values();
            return topics.stream()
                    .flatMap(description -> description.partitions().stream())
                    .allMatch(
                            partition ->
                                    partition.leader() != null && !partition.leader().isEmpty());
        } catch (ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
