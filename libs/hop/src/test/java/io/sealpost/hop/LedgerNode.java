package io.sealpost.hop;

import io.sealpost.wire.SchemaRegistry;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** One consumer and its hop, as a service has them: a poll, a batch, then the offset. */
final class LedgerNode implements AutoCloseable {

    /** Everything a node needs to know, as words, so that it can be handed to another JVM. */
    record Place(
            String brokers,
            String databaseUrl,
            String user,
            String password,
            String registry,
            String group,
            String topics,
            String receipts,
            int pollTimeoutMillis) {

        /** The same, with the database reached over a line. */
        Place over(UnansweredLink line) {
            return new Place(
                    brokers,
                    databaseUrl.replaceFirst(":\\d+/", ":" + line.port() + "/"),
                    user,
                    password,
                    registry,
                    group,
                    topics,
                    receipts,
                    pollTimeoutMillis);
        }

        String[] words() {
            return new String[] {
                brokers,
                databaseUrl,
                user,
                password,
                registry,
                group,
                topics,
                receipts,
                Integer.toString(pollTimeoutMillis)
            };
        }

        static Place of(String[] words) {
            return new Place(
                    words[0],
                    words[1],
                    words[2],
                    words[3],
                    words[4],
                    words[5],
                    words[6],
                    words[7],
                    Integer.parseInt(words[8]));
        }
    }

    /** The most connections to the database. */
    static final int CONNECTIONS = 4;

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration DATABASE_TIMEOUT = Duration.ofSeconds(15);

    private final Vertx vertx = Vertx.vertx();
    private final ExecutorService worker = Executors.newCachedThreadPool();
    private final Pool pool;
    private final Publisher publisher;
    private final TenantPublisher tenants;
    private final ParkedRetry parked;
    private final CountingAdmin admin;
    private final Hop<Deposit, String, Account, LedgerOutcome> hop;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Thread loop;
    private volatile boolean closed;

    LedgerNode(Place place, boolean locking, HopListener listener) {
        this(place, locking, listener, DATABASE_TIMEOUT);
    }

    LedgerNode(Place place, boolean locking, HopListener listener, Duration timeout) {
        this.pool = pool(vertx, place, timeout);
        Map<String, Object> connection = Map.of("bootstrap.servers", place.brokers());
        this.publisher =
                new Publisher(ProducerSettings.producer(connection), LedgerNode::endProcess);
        this.admin = new CountingAdmin(connection);
        this.tenants =
                new TenantPublisher(
                        LedgerStation::isTenants,
                        ProducerSettings.boundedProducer(connection),
                        admin,
                        worker,
                        LedgerNode::endProcess);
        this.parked = new ParkedRetry(pool, tenants, worker);
        this.hop =
                new Hop<>(
                        new LedgerStation(place.receipts(), locking),
                        pool,
                        publisher,
                        tenants,
                        new DeadLetters(
                                "test",
                                "dead-letters.test",
                                new SchemaRegistry(URI.create(place.registry()))),
                        listener,
                        worker,
                        InstantSource.system());
        this.consumer = consumer(place);
        consumer.subscribe(Arrays.asList(place.topics().split(",")));
        this.loop = Thread.ofPlatform().name("ledger").start(this::run);
    }

    private static void endProcess(Exception failure) {
        System.out.println("fatal: " + failure);
        Runtime.getRuntime().halt(70);
    }

    /** One run of the timer that publishes parked records. */
    void publishParked() {
        parked.counts()
                .chain(counts -> parked.publish(counts.keySet()))
                .await()
                .atMost(Duration.ofSeconds(20));
    }

    /** The topic, if the broker reports it as missing or forbidden. */
    Set<String> unusable(String topic) {
        return new Destinations(admin).ask(Set.of(topic)).await().atMost(TIMEOUT);
    }

    /** As after an answer of the broker. */
    void confirm(String topic) {
        tenants.unusable(Set.of(topic)).await().atMost(TIMEOUT);
    }

    /** How often the broker was asked about topics. */
    int asked() {
        return admin.asked.get();
    }

    private void run() {
        try {
            while (!closed) {
                ConsumerRecords<String, byte[]> polled = consumer.poll(Duration.ofSeconds(1));
                if (!polled.isEmpty()) {
                    hop.process(polled).await().indefinitely();
                    commit();
                }
            }
        } catch (RuntimeException e) {
            if (!closed) {
                throw e;
            }
        } finally {
            Thread.interrupted();
            consumer.close();
        }
    }

    /**
     * A consumer that lost its partitions meanwhile may not move their offsets: its successor will.
     */
    private void commit() {
        try {
            consumer.commitSync();
        } catch (CommitFailedException e) {
            System.out.println("fenced: " + e.getClass().getSimpleName());
        }
    }

    /** A hop that never ends its batch is left behind, so that its test fails and does not hang. */
    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            if (!loop.join(TIMEOUT)) {
                loop.interrupt();
                loop.join();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        publisher.close();
        tenants.close();
        pool.closeAndAwait();
        vertx.closeAndAwait();
        worker.shutdown();
    }

    static Pool pool(Vertx vertx, Place place) {
        return pool(vertx, place, DATABASE_TIMEOUT);
    }

    static Pool pool(Vertx vertx, Place place, Duration timeout) {
        PgConnectOptions options =
                PgConnectOptions.fromUri(place.databaseUrl())
                        .setUser(place.user())
                        .setPassword(place.password())
                        .setCachePreparedStatements(true);
        PoolOptions size = new PoolOptions().setMaxSize(CONNECTIONS);
        return new Pool(TimeLimitedPool.of(vertx.getDelegate(), List.of(options), size, timeout));
    }

    private static KafkaConsumer<String, byte[]> consumer(Place place) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", place.brokers());
        settings.put("group.id", place.group());
        settings.put("group.protocol", "consumer");
        settings.put("auto.offset.reset", "earliest");
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", false);
        settings.put("max.poll.records", 500);
        settings.put("metadata.max.age.ms", 2000);
        settings.put("max.poll.interval.ms", place.pollTimeoutMillis());
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }
}
