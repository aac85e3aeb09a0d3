package io.sealpost.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sealpost.schemas.DeliveryEvent;
import io.sealpost.schemas.DeliveryEventKind;
import io.sealpost.seal.id.Lane;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.testing.SealpostParts;
import io.sealpost.testing.Wait;
import jakarta.inject.Inject;
import java.net.URL;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Measures delivery by itself; not part of the build. {@code ./mvnw test -pl services/delivery
 * -Dtest=DeliverySpeed -Dsealpost.speed.messages=20000}
 */
@QuarkusTest
@QuarkusTestResource(
        value = SealpostParts.class,
        initArgs = @ResourceArg(name = "database", value = "delivery_speed"))
class DeliverySpeed {
    private static final Logger LOG = Logger.getLogger(DeliverySpeed.class);
    private static final int MESSAGE_COUNT = Integer.getInteger("sealpost.speed.messages", 20_000);
    private static final int CODE_COUNT = 200;
    private static final int DEVICE_COUNT = 50;
    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    @TestHTTPResource
    @SuppressWarnings("NullAway.Init")
    URL url;

    @Inject DataSource database;
    @Inject MeterRegistry meters;

    @BeforeAll
    static void deploy() {
        TestTopics.deploy();
    }

    @Test
    void stepsPushesAndUrgentMessagesWhileBulkWaits() {
        List<TestDevice> phones = new ArrayList<>();
        for (int i = 0; i < DEVICE_COUNT; i++) {
            RecipientId recipient = TestTopics.newRecipient();
            TestDevice phone = TestDevice.of(recipient);
            TestTopics.publishList(recipient, 1, List.of(phone));
            phones.add(phone);
        }
        String own =
                phones.stream()
                        .map(phone -> "'" + phone.recipient() + "'")
                        .collect(Collectors.joining(", ", " and recipient in (", ")"));
        Wait.until(() -> count("select count(*) from device where listed" + own) == DEVICE_COUNT);
        run("warm up", phones, 2_000);
        meters.find("sealpost.hop.latency").timers().forEach(DeliverySpeed::print);
        long sealed = time(() -> store(phones, MESSAGE_COUNT, Lane.BULK));
        meters.find("sealpost.hop.latency").timers().forEach(DeliverySpeed::print);
        LOG.infof("SEALED steps: %d in %d ms", MESSAGE_COUNT, sealed);

        phones.forEach(phone -> phone.answering().ready(url.getPort()));
        Set<MessageId> codes = new HashSet<>();
        long delivered =
                time(
                        () -> {
                            for (int i = 0; i < CODE_COUNT; i++) {
                                TestDevice phone = phones.get(i % DEVICE_COUNT);
                                codes.add(
                                        TestTopics.send(
                                                TestTopics.sealed(
                                                        phone.recipient(),
                                                        Lane.URGENT,
                                                        List.of(phone))));
                            }
                            Wait.until(TIMEOUT, () -> count(OPEN + own) == 0);
                        });
        LOG.infof(
                "pushes, acknowledgements and RECEIPT steps: %d in %d ms",
                MESSAGE_COUNT, delivered);
        meters.find("sealpost.hop.latency").timers().forEach(DeliverySpeed::print);
        List<Long> latencies = latencies(codes);
        assertThat(latencies).hasSize(CODE_COUNT);
        LOG.infof(
                "urgent with %d bulk waiting: p50 %d ms, p99 %d ms",
                MESSAGE_COUNT, latencies.get(CODE_COUNT / 2), latencies.get(CODE_COUNT * 99 / 100));
        phones.forEach(TestDevice::close);
    }

    private static final String OPEN =
            "select count(*) from message where status in ('SEALED', 'SENT')";

    private void run(String what, List<TestDevice> phones, int count) {
        LOG.infof("%s: %d ms", what, time(() -> store(phones, count, Lane.BULK)));
    }

    private void store(List<TestDevice> phones, int count, Lane lane) {
        long before = unchecked("select count(*) from message");
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            TestDevice phone = phones.get(i % phones.size());
            records.add(
                    TestTopics.record(
                            TestTopics.sealed(phone.recipient(), lane, List.of(phone)).build()));
        }
        TestTopics.sendAll(records);
        Wait.until(TIMEOUT, () -> count("select count(*) from message") == before + count);
    }

    private static List<Long> latencies(Set<MessageId> codes) {
        return TestTopics.allEvents().stream()
                .filter(event -> event.getKind() == DeliveryEventKind.DELIVERED)
                .filter(event -> codes.contains(new MessageId(event.getMessageId())))
                .map(DeliverySpeed::latency)
                .sorted()
                .toList();
    }

    private static long latency(DeliveryEvent event) {
        long sent = new MessageId(event.getMessageId()).sentAt().toEpochMilli();
        return event.getAt().toEpochMilli() - sent;
    }

    private static void print(Timer hop) {
        LOG.infof(
                "%s: %d batches, mean %.1f ms, in all %.1f s",
                hop.getId().getTag("station"),
                hop.count(),
                hop.mean(TimeUnit.MILLISECONDS),
                hop.totalTime(TimeUnit.SECONDS));
    }

    private static long time(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    private long unchecked(String sql) {
        try {
            return count(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private long count(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
