package io.sealpost.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.embedded.BrokerSettings;
import io.sealpost.embedded.PostgresDatabase;
import io.sealpost.hop.LedgerNode.Place;
import io.sealpost.schemas.DeadLetter;
import io.sealpost.testing.Records;
import io.sealpost.testing.TestBroker;
import io.sealpost.testing.TestPostgres;
import io.sealpost.testing.TestRegistry;
import io.sealpost.testing.Wait;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Decoded.Value;
import io.sealpost.wire.SchemaRegistry;
import io.vertx.mutiny.core.Vertx;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** One test's database, topics and group on the shared servers, and what may be said of them. */
final class Ledger implements AutoCloseable {
    static final BrokerSettings SETTINGS =
            BrokerSettings.open()
                    .with("group.consumer.session.timeout.ms", "3000")
                    .with("group.consumer.min.session.timeout.ms", "1000")
                    .with("group.consumer.heartbeat.interval.ms", "500")
                    .with("group.consumer.min.heartbeat.interval.ms", "500");
    static final TestBroker BROKER = TestBroker.fresh(SETTINGS);
    static final TestPostgres POSTGRES = TestPostgres.shared();

    private static final SchemaRegistry REGISTRY =
            new SchemaRegistry(URI.create(TestRegistry.shared().url()));
    private static final String DEAD = "dead-letters.test";
    private static final AtomicInteger NEXT = new AtomicInteger();

    private final String name = "ledger-" + NEXT.incrementAndGet();
    private final TestBroker broker;
    private final TestPostgres postgres;
    private final PostgresDatabase database;
    private final List<String> topics;

    /**
     * @param partitions of each topic of deposits; there are as many topics as numbers
     */
    Ledger(int... partitions) throws SQLException {
        this(BROKER, POSTGRES, partitions);
    }

    /** On servers of its own. */
    Ledger(TestBroker broker, TestPostgres postgres, int... partitions) throws SQLException {
        this.broker = broker;
        this.postgres = postgres;
        this.database = postgres.freshDatabase(name);
        REGISTRY.register(DeadLetter.getClassSchema());
        broker.createTopic(DEAD, 1);
        broker.createTopic(receiptsTopic(), 2);
        List<String> made = new ArrayList<>();
        for (int i = 0; i < partitions.length; i++) {
            made.add(name + ".deposits-" + i);
            broker.createTopic(made.getLast(), partitions[i]);
        }
        topics = List.copyOf(made);
        migrate();
    }

    private void migrate() throws SQLException {
        execute(
                """
                create table accounts (account text primary key, balance bigint not null default 0,
                                       deposits bigint not null default 0);
                create table handled (id uuid primary key, station text not null, digest bytea not null,
                                      outcome bytea not null, decided_at timestamptz not null)
                       partition by range (id);
                create table handled_stray partition of handled default;
                create table parked (id bigint generated always as identity primary key, topic text not null,
                                     key text, value bytea, parked_at timestamptz not null default now());
                create index parked_topic on parked (topic, id);
                """);
        Vertx vertx = Vertx.vertx();
        var pool = LedgerNode.pool(vertx, place());
        LocalDate today = LocalDate.now(Clock.systemUTC());
        new DayPartitions(pool, List.of("handled"))
                .ensure(today.minusDays(1), today.plusDays(1))
                .await()
                .indefinitely();
        pool.closeAndAwait();
        vertx.closeAndAwait();
    }

    Place place() {
        return new Place(
                broker.bootstrapServers(),
                database.reactiveUrl(),
                database.role().user(),
                database.role().password(),
                TestRegistry.shared().url(),
                name,
                String.join(",", topics),
                receiptsTopic(),
                300_000);
    }

    /** A node that reads one topic in a group of its own. */
    Place placeOf(int topic) {
        Place all = place();
        return new Place(
                all.brokers(),
                all.databaseUrl(),
                all.user(),
                all.password(),
                all.registry(),
                name + "-" + topic,
                topics.get(topic),
                all.receipts(),
                all.pollTimeoutMillis());
    }

    private String receiptsTopic() {
        return name + ".receipts";
    }

    /** Deposits of 1, 2, 3 … to so many accounts in turn. */
    static List<Deposit> deposits(int count, int accounts) {
        return Stream.iterate(1, i -> i + 1)
                .limit(count)
                .map(i -> Deposit.of("account-" + i % accounts, i))
                .toList();
    }

    /** The same to accounts of a tenant, whose receipts are on its own topic. */
    static List<Deposit> deposits(int count, int accounts, String tenant) {
        return deposits(count, accounts).stream()
                .map(deposit -> Deposit.of(deposit.account() + "@" + tenant, deposit.amount()))
                .toList();
    }

    void send(int topic, Collection<Deposit> deposits) {
        sendBytes(topic, deposits.stream().map(Deposit::bytes).toList());
    }

    void sendBytes(int topic, List<byte[]> values) {
        broker.send(values.stream().map(value -> record(topic, value)).toList());
    }

    private ProducerRecord<byte[], byte[]> record(int topic, byte[] value) {
        byte[] key = value.length < 25 ? new byte[0] : Arrays.copyOfRange(value, 24, value.length);
        return new ProducerRecord<>(topics.get(topic), key, value);
    }

    /** Waits until the groups have committed so many records. */
    void awaitCommitted(long records) {
        Wait.until(() -> committed() >= records);
    }

    long committed() {
        try (var admin = broker.admin()) {
            long sum = 0;
            for (String group : List.of(name, name + "-0", name + "-1")) {
                var offsets = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata();
                sum +=
                        offsets.get().values().stream()
                                .filter(offset -> offset != null)
                                .mapToLong(offset -> offset.offset())
                                .sum();
            }
            return sum;
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    List<Receipt> receipts() {
        return Records.readAll(broker, receiptsTopic()).stream()
                .map(record -> Receipt.read(record.value()))
                .toList();
    }

    List<DeadLetter> deadLetters() {
        Codec<DeadLetter> codec = new Codec<>(REGISTRY, DeadLetter.class);
        return Records.readAll(broker, DEAD).stream()
                .map(record -> codec.decode(record.value()))
                .flatMap(
                        read ->
                                read instanceof Value<DeadLetter>(DeadLetter l)
                                        ? Stream.of(l)
                                        : Stream.of())
                .filter(letter -> topics.contains(letter.getTopic()))
                .toList();
    }

    String topicOf(String tenant) {
        return receiptsTopic() + "." + tenant;
    }

    void createTopicOf(String tenant) {
        broker.createTopic(topicOf(tenant), 2);
    }

    void deleteTopicOf(String tenant) {
        delete(topicOf(tenant));
    }

    private void delete(String topic) {
        try (var admin = broker.admin()) {
            Wait.get(admin.deleteTopics(List.of(topic)).all());
            Wait.until(() -> !admin.listTopics().names().get().contains(topic));
        }
    }

    /** All copies of a tenant's receipts, in order for each account. */
    List<Receipt> receiptsOf(String tenant) {
        return Records.readAll(broker, topicOf(tenant)).stream()
                .map(record -> Receipt.read(record.value()))
                .toList();
    }

    void createReceipts() {
        broker.createTopic(receiptsTopic(), 2);
    }

    void deleteReceipts() {
        delete(receiptsTopic());
    }

    /** The first copies are complete, and in order for each account. */
    void assertInOrder(String tenant, List<Deposit> deposits) {
        Map<String, List<UUID>> published = new HashMap<>();
        for (var record : Records.readAll(broker, topicOf(tenant))) {
            String account = new String(record.key(), StandardCharsets.UTF_8);
            List<UUID> ids = published.computeIfAbsent(account, _ -> new ArrayList<>());
            UUID id = Receipt.read(record.value()).id();
            if (!ids.contains(id)) {
                ids.add(id);
            }
        }
        assertThat(published)
                .isEqualTo(
                        deposits.stream()
                                .collect(
                                        Collectors.groupingBy(
                                                Deposit::account,
                                                Collectors.mapping(
                                                        Deposit::id, Collectors.toList()))));
    }

    long parked() {
        return number("select count(*) from parked");
    }

    /** Rows, offsets and records, for the log of the run. */
    String counts(String when) {
        String line =
                "%s %s: handled=%d sum=%d committed=%d receipts=%d"
                        .formatted(name, when, handled(), sum(), committed(), receipts().size());
        System.out.println(line);
        return line;
    }

    long handled() {
        return number("select count(*) from handled");
    }

    long sum() {
        return number("select coalesce(sum(balance), 0)::bigint from accounts");
    }

    /** Nothing lost, no effect twice: rows, sums and receipts are exactly those of the deposits. */
    void assertExact(Collection<Deposit> deposits) {
        assertPublishedOnce(deposits);
        assertThat(sum()).isEqualTo(deposits.stream().mapToLong(Deposit::amount).sum());
        assertThat(number("select coalesce(sum(deposits), 0)::bigint from accounts"))
                .isEqualTo(deposits.size());
    }

    /** One row and one receipt a deposit; a repeated receipt has the same bytes. */
    void assertPublishedOnce(Collection<Deposit> deposits) {
        assertThat(handled()).isEqualTo(deposits.size());
        assertThat(number("select count(*) from handled_stray")).isZero();
        var byId =
                receipts().stream()
                        .collect(
                                Collectors.groupingBy(
                                        Receipt::id,
                                        Collectors.mapping(
                                                receipt -> ByteBuffer.wrap(receipt.bytes()),
                                                Collectors.toSet())));
        assertThat(byId.keySet())
                .isEqualTo(deposits.stream().map(Deposit::id).collect(Collectors.toSet()));
        assertThat(byId.values()).allSatisfy(bodies -> assertThat(bodies).hasSize(1));
    }

    long number(String query) {
        try (Connection connection = TestPostgres.connect(database);
                var rows = connection.createStatement().executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A transaction that has locked every account and decided nothing yet: close it to let go. */
    Connection lockedAccounts() throws SQLException {
        Connection connection = TestPostgres.connect(database);
        connection.setAutoCommit(false);
        connection.createStatement().execute("select from accounts for update");
        return connection;
    }

    Connection connect() throws SQLException {
        return TestPostgres.connect(database);
    }

    void execute(String statements) throws SQLException {
        try (Connection connection = TestPostgres.connect(database);
                var statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }

    @Override
    public void close() {
        postgres.drop(database);
    }
}
