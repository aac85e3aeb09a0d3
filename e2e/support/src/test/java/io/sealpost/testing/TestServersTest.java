package io.sealpost.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealpost.embedded.Broker;
import io.sealpost.embedded.BrokerSettings;
import io.sealpost.embedded.PostgresDatabase;
import io.sealpost.embedded.Registry;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class TestServersTest {

    @Test
    void aTopicIsReadFromItsBeginningToItsEnd() {
        TestBroker broker = TestBroker.shared();
        broker.createTopic("read", 3);

        broker.send(
                List.of(
                        record("read", "a", "1"),
                        record("read", "b", "2"),
                        record("read", "a", "3")));

        assertThat(Records.awaitAtLeast(broker, "read", 3))
                .extracting(record -> new String(record.value(), UTF_8))
                .containsExactlyInAnyOrder("1", "2", "3");
        assertThat(Records.readAll(broker, "read")).hasSize(3);
    }

    @Test
    void aPausedBrokerDoesNotAnswerUntilItIsResumed() {
        TestBroker broker = TestBroker.shared();

        broker.pause();
        boolean answeredWhilePaused = Broker.answers(broker.adminConfig());
        broker.resume();

        assertThat(answeredWhilePaused).isFalse();
        Wait.until(() -> Broker.answers(broker.adminConfig()));
    }

    @Test
    void aKilledSecuredBrokerComesBackWithItsUsersAndRecords() {
        try (TestBroker broker = TestBroker.fresh(BrokerSettings.secured())) {
            broker.createTopic("kept", 1);
            broker.send(List.of(record("kept", "a", "1")));

            broker.kill();
            boolean answeredWhileDead = Broker.answers(broker.adminConfig());
            broker.start();

            assertThat(answeredWhileDead).isFalse();
            assertThat(Records.readAll(broker, "kept")).hasSize(1);
        }
    }

    @Test
    void aRoleCannotConnectToTheDatabaseOfAnotherTest() throws SQLException {
        TestPostgres postgres = TestPostgres.shared();
        PostgresDatabase mine = postgres.freshDatabase("mine");
        PostgresDatabase yours = postgres.freshDatabase("yours");

        assertThat(isReachable(mine, mine)).isTrue();
        assertThatThrownBy(() -> isReachable(yours, mine))
                .hasMessageContaining("permission denied");

        postgres.drop(mine);
        assertThatThrownBy(() -> isReachable(mine, mine)).isInstanceOf(SQLException.class);
    }

    @Test
    void aPausedDatabaseKeepsItsConnectionsAndDoesNotAnswer() throws SQLException {
        TestPostgres postgres = TestPostgres.shared();
        PostgresDatabase database = postgres.freshDatabase("paused");
        try (Connection connection = TestPostgres.connect(database)) {
            postgres.pause();
            boolean answeredWhilePaused = connection.isValid(1);
            postgres.resume();

            assertThat(answeredWhilePaused).isFalse();
        }
        Wait.until(() -> isReachable(database, database));
    }

    @Test
    void theRegistryAnswersAgainAfterItsDatabaseWasKilled() {
        TestRegistry registry = TestRegistry.shared();

        TestPostgres.shared().kill();
        boolean answeredWithoutDatabase = Registry.answers(registry.url());
        TestPostgres.shared().start();

        assertThat(answeredWithoutDatabase).isFalse();
        Wait.until(() -> Registry.answers(registry.url()));
    }

    @Test
    void aQuarkusServiceGetsItsAddresses() {
        SealpostParts parts = new SealpostParts();
        parts.init(Map.of("database", "service"));

        Map<String, String> config = new HashMap<>(parts.start());

        assertThat(config)
                .containsEntry("kafka.bootstrap.servers", TestBroker.shared().bootstrapServers())
                .containsEntry("sealpost.registry.url", TestRegistry.shared().url())
                .containsKeys("quarkus.datasource.jdbc.url", "quarkus.datasource.reactive.url");
        parts.stop();
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, String key, String value) {
        return new ProducerRecord<>(topic, key.getBytes(UTF_8), value.getBytes(UTF_8));
    }

    /** Whether the other database's role can connect to this database. */
    private static boolean isReachable(PostgresDatabase database, PostgresDatabase other)
            throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", other.role().user());
        login.setProperty("password", other.role().password());
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), login)) {
            return connection.isValid(1);
        }
    }
}
