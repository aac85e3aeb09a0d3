package io.sealpost.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.client.producer.OutgoingMessage;
import io.sealpost.e2e.SealpostCommand.Answer;
import io.sealpost.embedded.ManagedProcess;
import io.sealpost.seal.id.RequestId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An outage delays messages and does nothing else to them (P1, P2, P5, P14). */
@ExtendWith(SharedPlatformExtension.class)
class OutageTest {
    private static final Map<String, Object> SHORT_TIMEOUTS =
            Map.of("linger.ms", 0, "request.timeout.ms", 1_500, "delivery.timeout.ms", 2_000);

    /** No message ends later than this after an outage. */
    private static final Duration MAX_RECOVERY = Duration.ofSeconds(60);

    private final SealpostCommand sealpost;

    OutageTest(SealpostCommand sealpost) {
        this.sealpost = sealpost;
    }

    @Test
    void aKilledBrokerDelaysMessagesAndLosesOrDuplicatesNone()
            throws IOException, InterruptedException {
        kill("broker");
    }

    @Test
    void aKilledDatabaseDelaysMessagesLosesNoneAndKeepsEachRecipientsOrder()
            throws IOException, InterruptedException {
        kill("postgres");
    }

    /** Sends 710 messages to 10 recipients, and kills the process when some were shown. */
    private void kill(String process) throws IOException, InterruptedException {
        try (TestRecipients recipients = sealpost.recipients("without-" + process, 10);
                HealthMonitor health = new HealthMonitor(sealpost.platform())) {
            recipients.connect();
            CompletableFuture<Void> before = recipients.send(recipients.messages(0, 60));
            recipients.awaitShown(10);
            long killedAt = System.nanoTime();
            sealpost.process(process).kill();
            int shownAtKill = recipients.shown().size();
            CompletableFuture<Void> during = recipients.send(recipients.messages(60, 70));
            Await.until("the outage is noticed", () -> !health.unready().isEmpty());
            boolean wasDown = !sealpost.process(process).isAlive();
            Answer up = sealpost.run("up", "--json");
            long upAt = System.nanoTime();
            CompletableFuture.allOf(before, during).join();
            recipients.awaitEnded(700);
            Duration recovery = Duration.ofNanos(System.nanoTime() - upAt);
            // One more for each: when they have ended, late and duplicate ones would have come,
            // too.
            recipients.sendToAll(70, 71);
            recipients.awaitEnded(710);

            System.out.printf(
                    "%s killed when %d of 710 were shown, stopped for %d ms, the backlog ended %d ms later:"
                            + " %d ended, %d shown, %d repeated events; in %d health requests"
                            + " no service was dead, and not ready were %s%n",
                    process,
                    shownAtKill,
                    Duration.ofNanos(upAt - killedAt).toMillis(),
                    recovery.toMillis(),
                    recipients.ended().size(),
                    recipients.shown().size(),
                    recipients.events().repeats(),
                    health.requests(),
                    health.unready());
            assertThat(up.exit()).as("up, see %s", up.transcript()).isZero();
            assertThat(wasDown).isTrue();
            assertThat(shownAtKill).as("killed during the run").isLessThan(600);
            assertThat(recovery).isLessThan(MAX_RECOVERY);
            assertThat(recovery)
                    .as("time for the backlog, at most twice the outage")
                    .isLessThanOrEqualTo(Duration.ofNanos(upAt - killedAt).multipliedBy(2));
            assertThat(health.requests()).isPositive();
            assertThat(health.dead()).as("services whose liveness turned red").isEmpty();
            recipients.assertAllDeliveredOnceInOrder();
        }
    }

    @Test
    void withoutTheRegistryMessagesAreDeliveredBecauseItsSchemasAreCached()
            throws IOException, InterruptedException {
        try (TestRecipients recipients = sealpost.recipients("without-registry", 10);
                HealthMonitor health = new HealthMonitor(sealpost.platform())) {
            recipients.connect();
            recipients.sendToAll(0, 1);
            recipients.awaitEnded(10);
            sealpost.process("registry").kill();
            recipients.sendToAll(1, 21);
            recipients.awaitEnded(210);
            boolean wasDown = !sealpost.process("registry").isAlive();
            Answer up = sealpost.run("up", "--json");

            System.out.printf(
                    "without the registry: 200 sent, %d of 210 ended; not ready were %s%n",
                    recipients.ended().size(), health.unready());
            assertThat(wasDown).as("down until the last one ended").isTrue();
            assertThat(up.exit()).as("up, see %s", up.transcript()).isZero();
            assertThat(health.dead()).as("services whose liveness turned red").isEmpty();
            recipients.assertAllDeliveredOnceInOrder();
        }
    }

    @Test
    void aRequestInterruptedBeforeOrAfterItsArrivalIsOneMessageWhenItIsSentAgain()
            throws IOException {
        try (TestRecipients recipients = sealpost.recipients("cut-off", 10);
                PlainProducer withoutBroker =
                        producer(Map.of("bootstrap.servers", "127.0.0.1:1", "max.block.ms", 20));
                PlainProducer interrupted = producer(SHORT_TIMEOUTS);
                PlainProducer retrying = producer(Map.of())) {
            recipients.connect();
            Map<RequestId, OutgoingMessage> requests = requests(recipients.messages(0, 5));
            List<RequestId> ids = List.copyOf(requests.keySet());
            long start = records(interrupted.topic());
            send(interrupted, requests, ids.subList(0, 10)).forEach(CompletableFuture::join);

            int neverArrived = failed(send(withoutBroker, requests, ids.subList(10, 30)));
            long withoutThem = records(interrupted.topic()) - start;
            ManagedProcess broker = sealpost.process("broker");
            broker.pause();
            int unanswered;
            try {
                unanswered = failed(send(interrupted, requests, ids.subList(30, 50)));
                interrupted.disconnect();
            } finally {
                broker.resume();
            }
            Await.until(
                    "an unanswered request arrives",
                    () -> records(interrupted.topic()) - start > 10);
            send(retrying, requests, ids).forEach(CompletableFuture::join);
            ids.forEach(id -> recipients.addSent(retrying.messageId(id)));
            recipients.awaitEnded(50);
            recipients.sendToAll(5, 6);
            recipients.awaitEnded(60);

            long arrived = records(interrupted.topic()) - start - 10 - 50 - 10;
            System.out.printf(
                    "50 requests: 10 answered, %d never arrived, %d unanswered of which %d arrived;"
                            + " all sent again: %d ended, %d shown%n",
                    neverArrived,
                    unanswered,
                    arrived,
                    recipients.ended().size(),
                    recipients.shown().size());
            assertThat(neverArrived).isEqualTo(20);
            assertThat(withoutThem).as("records without those").isEqualTo(10);
            assertThat(unanswered).isEqualTo(20);
            assertThat(arrived).as("arrived, although the producer got no answer").isPositive();
            recipients.assertAllDeliveredOnce();
        }
    }

    private PlainProducer producer(Map<String, Object> moreSettings) {
        return new PlainProducer(sealpost.business("promises"), moreSettings);
    }

    private static Map<RequestId, OutgoingMessage> requests(List<OutgoingMessage> messages) {
        Map<RequestId, OutgoingMessage> requests = new LinkedHashMap<>();
        messages.forEach(message -> requests.put(PlainProducer.newRequest(), message));
        return requests;
    }

    private static List<CompletableFuture<RecordMetadata>> send(
            PlainProducer producer, Map<RequestId, OutgoingMessage> requests, List<RequestId> ids) {
        List<CompletableFuture<RecordMetadata>> sending = new ArrayList<>();
        requests.forEach(
                (id, message) -> {
                    if (ids.contains(id)) {
                        byte[] sealed = producer.bytes(producer.sealed(message, id));
                        sending.add(producer.send(message.recipient().value(), sealed));
                    }
                });
        return sending;
    }

    /** The number of requests that the producer failed. */
    private static int failed(List<CompletableFuture<RecordMetadata>> sending) {
        sending.forEach(one -> one.exceptionally(error -> null).join());
        return (int) sending.stream().filter(CompletableFuture::isCompletedExceptionally).count();
    }

    private long records(String topic) {
        try (Admin admin = Admin.create(sealpost.platform().broker().adminConfig())) {
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                    .flatMap(description -> description.partitions().stream())
                    .forEach(
                            partition ->
                                    ends.put(
                                            new TopicPartition(topic, partition.partition()),
                                            OffsetSpec.latest()));
            return admin.listOffsets(ends).all().get().values().stream()
                    .mapToLong(ListOffsetsResultInfo::offset)
                    .sum();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
