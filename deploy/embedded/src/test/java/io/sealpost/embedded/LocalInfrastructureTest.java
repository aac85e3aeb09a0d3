package io.sealpost.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

class LocalInfrastructureTest {

    private static final Credentials ONE = new Credentials("one", "it's \\ 1");
    private static final Credentials TWO = new Credentials("two", "2");

    private static Path state;
    private static LocalInfrastructure infrastructure;

    @BeforeAll
    static void start(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) {
        state = folder;
        infrastructure = infrastructure();
        infrastructure.start();
    }

    @AfterAll
    static void stop() {
        infrastructure.stop();
    }

    @Test
    void theBrokerAndItsClientsAreOfOneRelease() {
        assertThat(Binaries.ofBuild().kafka())
                .isDirectoryContaining(
                        file ->
                                file.endsWith(
                                        "kafka-clients-" + AppInfoParser.getVersion() + ".jar"));
    }

    @Test
    void aKilledBrokerKeepsItsRecordsAndItsAddress() throws Exception {
        String address = infrastructure.broker().bootstrapServers();
        create("kept");
        send("kept", "before");

        infrastructure.broker().kill();
        boolean died = !infrastructure.broker().isAlive();
        infrastructure.broker().start();
        send("kept", "after");

        assertThat(died).isTrue();
        assertThat(infrastructure.broker().bootstrapServers()).isEqualTo(address);
        assertThat(readAll("kept")).containsExactly("before", "after");
    }

    @Test
    void aClientWithAWrongPasswordIsRefused() {
        Credentials guess =
                new Credentials(infrastructure.broker().administrator().user(), "guess");

        assertThatThrownBy(() -> describe(infrastructure.broker().clientConfig(guess)))
                .hasCauseInstanceOf(SaslAuthenticationException.class);
    }

    @Test
    void aRoleCanConnectToItsOwnDatabaseOnly() throws SQLException {
        PostgresDatabase one = infrastructure.postgres().database("one", ONE);
        PostgresDatabase two = infrastructure.postgres().database("two", TWO);

        assertThat(canConnect(one, ONE)).isTrue();
        assertThat(canConnect(two, TWO)).isTrue();
        assertThatThrownBy(() -> canConnect(two, ONE)).hasMessageContaining("permission denied");
        assertThatThrownBy(() -> canConnect(one, TWO)).hasMessageContaining("permission denied");
        assertThatThrownBy(() -> canConnect(administration(), ONE))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> canConnect(one, new Credentials(ONE.user(), "guess")))
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void aKilledDatabaseRecoversWhatWasCommitted() throws SQLException {
        PostgresDatabase database =
                infrastructure.postgres().database("survivor", new Credentials("survivor", "s"));
        execute(database, "create table kept(n int); insert into kept values (42)");

        infrastructure.postgres().kill();
        boolean died = !infrastructure.postgres().isAlive();
        infrastructure.postgres().start();

        assertThat(died).isTrue();
        execute(database, "do $$ begin assert (select n from kept) = 42; end $$");
    }

    @Test
    void aProcessNumberThatAnotherProgramHasNowDoesNotPreventADatabasesStart() throws IOException {
        infrastructure.postgres().kill();
        Path lock = infrastructure.postgres().daemon().state().resolve("data/postmaster.pid");
        List<String> lines = Files.readAllLines(lock);
        lines.set(0, Long.toString(ProcessHandle.current().pid()));
        Files.write(lock, lines);

        infrastructure.postgres().start();

        assertThat(infrastructure.postgres().isAlive()).isTrue();
    }

    @Test
    void theRegistryKeepsItsIdsOverARestart() throws Exception {
        String subject =
                "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"A\\\",\\\"fields\\\":[]}\"}";
        String registered = post("/subjects/a/versions", subject);

        infrastructure.registry().kill();
        infrastructure.registry().start();

        assertThat(post("/subjects/a/versions", subject)).isEqualTo(registered).contains("\"id\":");
        assertThat(get("/subjects/a/versions/latest")).contains(registered.replaceAll("[{}]", ""));
    }

    @Test
    void anotherLauncherFindsWhatIsRunning() {
        LocalInfrastructure again = infrastructure();

        again.start();

        assertThat(again.broker().pid()).isEqualTo(infrastructure.broker().pid()).isPresent();
        assertThat(again.postgres().pid()).isEqualTo(infrastructure.postgres().pid()).isPresent();
        assertThat(again.registry().pid()).isEqualTo(infrastructure.registry().pid()).isPresent();
    }

    @Test
    void onlyTheOwnerCanReadSecrets() throws IOException {
        for (String file :
                List.of(
                        "kafka/server.properties",
                        "kafka/admin.password",
                        "postgres/superuser.password")) {
            assertThat(Files.getPosixFilePermissions(state.resolve(file)))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    private static LocalInfrastructure infrastructure() {
        return LocalInfrastructure.in(
                Binaries.ofBuild(),
                state,
                BrokerSettings.secured(),
                PostgresSettings.standard(),
                RegistrySettings.standard());
    }

    private static void create(String topic) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(infrastructure.broker().adminConfig())) {
            admin.createTopics(Set.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }

    private static void send(String topic, String value)
            throws ExecutionException, InterruptedException {
        try (var producer =
                new KafkaProducer<>(
                        infrastructure.broker().adminConfig(),
                        new StringSerializer(),
                        new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get();
        }
    }

    private static List<String> readAll(String topic) {
        List<TopicPartition> partition = List.of(new TopicPartition(topic, 0));
        try (var consumer =
                new KafkaConsumer<>(
                        infrastructure.broker().adminConfig(),
                        new StringDeserializer(),
                        new StringDeserializer())) {
            consumer.assign(partition);
            consumer.seekToBeginning(partition);
            List<String> values = new ArrayList<>();
            long end =
                    consumer.endOffsets(partition).values().stream()
                            .mapToLong(Long::longValue)
                            .sum();
            while (consumer.position(partition.getFirst()) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
            }
            return values;
        }
    }

    private static void describe(Map<String, Object> config)
            throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(config)) {
            admin.describeCluster().clusterId().get();
        }
    }

    private static PostgresDatabase administration() {
        return infrastructure.postgres().administration();
    }

    private static boolean canConnect(PostgresDatabase database, Credentials role)
            throws SQLException {
        try (Connection connection =
                DriverManager.getConnection(database.jdbcUrl(), role.user(), role.password())) {
            return connection.isValid(1);
        }
    }

    private static void execute(PostgresDatabase database, String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(
                                database.jdbcUrl(),
                                database.role().user(),
                                database.role().password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String post(String path, String body) throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(URI.create(infrastructure.registry().url() + path))
                        .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static String get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(infrastructure.registry().url() + path)));
    }

    private static String send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
        }
    }
}
