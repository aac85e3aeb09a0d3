package io.sealpost.audit.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import io.quarkus.test.junit.QuarkusTest;
import io.sealpost.audit.OnRealParts;
import io.sealpost.audit.Platform;
import io.sealpost.audit.Samples;
import io.sealpost.schemas.DeliveryEventKind;
import io.sealpost.schemas.Reason;
import io.sealpost.testing.Wait;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Appends a backlog of five leaves for each message and prints the cost of a leaf. Full size with
 * {@code -Dsealpost.cost.messages=10000}.
 */
@QuarkusTest
@OnRealParts
class AppendCostTest {
    private static final int MESSAGES = Integer.getInteger("sealpost.cost.messages", 400);

    @Inject Appender appender;
    @Inject Pool pool;

    @BeforeAll
    static void deploy() {
        Platform.deploy();
        Platform.addBusiness("cost");
    }

    @Test
    void everyStepOfABacklogIsAppended() {
        run(MESSAGES);
        run(MESSAGES);
    }

    private void run(int messages) {
        appender.stop();
        long before = size();
        Platform.send(backlog(messages));
        long leaves = 5L * messages;
        long cpu = cpuNanos();
        long start = System.nanoTime();

        appender.start();
        Wait.until(Duration.ofMinutes(2), () -> size() >= before + leaves);

        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%d leaves: %.0f leaves/s, %.1f us of this process a leaf%n",
                leaves, leaves / seconds, (cpuNanos() - cpu) / 1e3 / leaves);
        assertThat(size()).isEqualTo(before + leaves);
        PublishedLog.await(before + leaves);
        PublishedLog.assertVerified();
    }

    private static List<ProducerRecord<byte[], byte[]>> backlog(int messages) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < messages; i++) {
            Samples message = Samples.message("cost");
            records.add(Platform.accepted(message));
            records.add(Platform.cleared(message));
            records.add(Platform.step(message, message.sealed()));
            records.add(event(message, DeliveryEventKind.SENT));
            records.add(event(message, DeliveryEventKind.DELIVERED));
        }
        return records;
    }

    private static ProducerRecord<byte[], byte[]> event(Samples message, DeliveryEventKind kind) {
        return Platform.event(message, message.event(kind, Samples.DEVICE, Reason.NONE));
    }

    private long size() {
        return new Sql(pool).number("select size from head");
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
