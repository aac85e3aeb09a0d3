package io.sealpost.hop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.TimeoutException;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Topics that the broker describes as usable and where records are not acknowledged. */
class ParkedRetryTest {
    private final Ledger ledger;
    private final Vertx vertx = Vertx.vertx();
    private final Pool pool;

    ParkedRetryTest() throws SQLException {
        ledger = new Ledger(1);
        pool = LedgerNode.pool(vertx, ledger.place());
    }

    @BeforeEach
    void park() {
        for (String tenant : List.of("acme", "bolt")) {
            ledger.createTopicOf(tenant);
            var record = new ProducerRecord<>(ledger.topicOf(tenant), "key", new byte[1]);
            ParkedRecords.add(pool, List.of(record)).await().indefinitely();
        }
    }

    @AfterEach
    void close() {
        pool.closeAndAwait();
        vertx.closeAndAwait();
        ledger.close();
    }

    @Test
    void aRowStaysAndIsNotSentOnceMoreUntilItIsAcknowledged() throws SQLException {
        ledger.execute("delete from parked where topic like '%.bolt'");
        MockProducer<String, byte[]> broker = producer(false);
        try (TenantPublisher tenants = tenants(broker)) {
            ParkedRetry retry = new ParkedRetry(pool, tenants, Runnable::run);
            assertThatThrownBy(() -> publish(retry)).isInstanceOf(TimeoutException.class);
            assertThat(ledger.parked()).isEqualTo(1);

            publish(retry);
            assertThat(broker.history()).as("sent while unacknowledged").hasSize(1);

            broker.completeNext();
            assertThatThrownBy(() -> publish(retry)).isInstanceOf(TimeoutException.class);
            assertThat(broker.history()).as("sent after the acknowledgement").hasSize(2);
        }
    }

    /** Whichever of the two comes first. */
    @ParameterizedTest
    @ValueSource(strings = {"acme", "bolt"})
    void aTopicThatFailsDoesNotStopTheOthers(String failing) {
        try (TenantPublisher tenants = tenants(failing(ledger.topicOf(failing)))) {
            ParkedRetry retry = new ParkedRetry(pool, tenants, Runnable::run);
            assertThatThrownBy(() -> publish(retry)).isNotNull();
        }

        assertThat(ledger.parked()).as("rows of the topic that fails").isEqualTo(1);
    }

    private static void publish(ParkedRetry retry) {
        retry.counts()
                .chain(counts -> retry.publish(counts.keySet()))
                .await()
                .atMost(Duration.ofSeconds(20));
    }

    private static TenantPublisher tenants(MockProducer<String, byte[]> broker) {
        return new TenantPublisher(
                LedgerStation::isTenants,
                broker,
                Admin.create(Map.of("bootstrap.servers", Ledger.BROKER.bootstrapServers())),
                Runnable::run,
                _ -> {});
    }

    private static MockProducer<String, byte[]> producer(boolean acknowledges) {
        return new MockProducer<>(
                acknowledges, null, new StringSerializer(), new ByteArraySerializer());
    }

    private static MockProducer<String, byte[]> failing(String topic) {
        return new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()) {
            @Override
            public synchronized Future<RecordMetadata> send(
                    ProducerRecord<String, byte[]> record, Callback callback) {
                if (record.topic().equals(topic)) {
                    throw new NotEnoughReplicasException("one is unavailable");
                }
                return super.send(record, callback);
            }
        };
    }
}
