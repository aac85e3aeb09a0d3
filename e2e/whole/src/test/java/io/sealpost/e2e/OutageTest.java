package io.sealpost.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.client.producer.OutgoingMessage;
import io.sealpost.e2e.FrontDoor.Answer;
import io.sealpost.embedded.Part;
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

/** What an outage may do: delay (P1, P2, P5, P14), through all processes. */
@ExtendWith(OnePlatform.class)
class OutageTest {
    private static final Map<String, Object> IMPATIENT =
            Map.of("linger.ms", 0, "request.timeout.ms", 1_500, "delivery.timeout.ms", 2_000);

    /** No message ends later than this after the end of an outage. */
    private static final Duration LATEST = Duration.ofSeconds(60);

    private final FrontDoor sealpost;

    OutageTest(FrontDoor sealpost) {
        this.sealpost = sealpost;
    }

    @Test
    void aKilledBrokerDelaysMessagesAndLosesAndDoublesNone()
            throws IOException, InterruptedException {
        killed("broker");
    }

    @Test
    void aKilledDatabaseDelaysMessagesLosesNoneAndKeepsEachRecipientsOrder()
            throws IOException, InterruptedException {
        killed("postgres");
    }

    /** 710 messages to 10 recipients; the process is killed when some of them have been shown. */
    private void killed(String process) throws IOException, InterruptedException {
        try (Crowd crowd = sealpost.crowd("without-" + process, 10);
                Health health = new Health(sealpost.platform())) {
            crowd.connect();
            CompletableFuture<Void> before = crowd.send(crowd.messages(0, 60));
            crowd.awaitShown(10);
            long killedAt = System.nanoTime();
            sealpost.part(process).kill();
            int shownAtKill = crowd.shown().size();
            CompletableFuture<Void> during = crowd.send(crowd.messages(60, 70));
            Await.until("the outage is noticed", () -> !health.unready().isEmpty());
            boolean wasDown = !sealpost.part(process).isAlive();
            Answer up = sealpost.run("up", "--json");
            long upAt = System.nanoTime();
            CompletableFuture.allOf(before, during).join();
            crowd.awaitEnded(700);
            Duration recovery = Duration.ofNanos(System.nanoTime() - upAt);
            // One more each: what would come late or twice has come when these have.
            crowd.sendToAll(70, 71);
            crowd.awaitEnded(710);

            System.out.printf(
                    "%s killed at %d of 710 shown, down for %d ms, the backlog ended %d ms later:"
                            + " %d ended, %d shown, %d events told again; of %d answers on health"
                            + " none from the dead, not ready were %s%n",
                    process,
                    shownAtKill,
                    Duration.ofNanos(upAt - killedAt).toMillis(),
                    recovery.toMillis(),
                    crowd.ended().size(),
                    crowd.shown().size(),
                    crowd.told().repeats(),
                    health.asked(),
                    health.unready());
            assertThat(up.exit()).as("up, see %s", up.transcript()).isZero();
            assertThat(wasDown).isTrue();
            assertThat(shownAtKill).as("killed in mid-run").isLessThan(600);
            assertThat(recovery).isLessThan(LATEST);
            assertThat(recovery)
                    .as("the backlog, over the outage")
                    .isLessThanOrEqualTo(Duration.ofNanos(upAt - killedAt).multipliedBy(2));
            assertThat(health.asked()).isPositive();
            assertThat(health.dead()).as("services whose liveness turned red").isEmpty();
            crowd.assertAllDeliveredOnceInOrder();
        }
    }

    @Test
    void withoutTheRegistryMessagesGoOnAsItsAnswersAreKnown()
            throws IOException, InterruptedException {
        try (Crowd crowd = sealpost.crowd("without-registry", 10);
                Health health = new Health(sealpost.platform())) {
            crowd.connect();
            crowd.sendToAll(0, 1);
            crowd.awaitEnded(10);
            sealpost.part("registry").kill();
            crowd.sendToAll(1, 21);
            crowd.awaitEnded(210);
            boolean wasDown = !sealpost.part("registry").isAlive();
            Answer up = sealpost.run("up", "--json");

            System.out.printf(
                    "without the registry: 200 sent, %d of 210 ended; not ready were %s%n",
                    crowd.ended().size(), health.unready());
            assertThat(wasDown).as("down until the last one ended").isTrue();
            assertThat(up.exit()).as("up, see %s", up.transcript()).isZero();
            assertThat(health.dead()).as("services whose liveness turned red").isEmpty();
            crowd.assertAllDeliveredOnceInOrder();
        }
    }

    @Test
    void aRequestCutOffBeforeOrAfterItIsTakenIsOneMessageWhenItIsSentAgain() throws IOException {
        try (Crowd crowd = sealpost.crowd("cut-off", 10);
                StockProducer nowhere =
                        producer(Map.of("bootstrap.servers", "127.0.0.1:1", "max.block.ms", 20));
                StockProducer cut = producer(IMPATIENT);
                StockProducer patient = producer(Map.of())) {
            crowd.connect();
            Map<RequestId, OutgoingMessage> requests = requests(crowd.messages(0, 5));
            List<RequestId> ids = List.copyOf(requests.keySet());
            long start = records(cut.topic());
            send(cut, requests, ids.subList(0, 10)).forEach(CompletableFuture::join);

            int neverArrived = failed(send(nowhere, requests, ids.subList(10, 30)));
            long withoutThem = records(cut.topic()) - start;
            Part broker = sealpost.part("broker");
            broker.pause();
            int unanswered;
            try {
                unanswered = failed(send(cut, requests, ids.subList(30, 50)));
                cut.cut();
            } finally {
                broker.resume();
            }
            Await.until("an unanswered one arrives", () -> records(cut.topic()) - start > 10);
            send(patient, requests, ids).forEach(CompletableFuture::join);
            ids.forEach(id -> crowd.sent(patient.messageId(id)));
            crowd.awaitEnded(50);
            crowd.sendToAll(5, 6);
            crowd.awaitEnded(60);

            long landed = records(cut.topic()) - start - 10 - 50 - 10;
            System.out.printf(
                    "50 requests: 10 answered, %d never arrived, %d unanswered of which %d arrived;"
                            + " all sent again: %d ended, %d shown%n",
                    neverArrived, unanswered, landed, crowd.ended().size(), crowd.shown().size());
            assertThat(neverArrived).isEqualTo(20);
            assertThat(withoutThem).as("records without those").isEqualTo(10);
            assertThat(unanswered).isEqualTo(20);
            assertThat(landed).as("taken, and the producer does not know").isPositive();
            crowd.assertAllDeliveredOnce();
        }
    }

    private StockProducer producer(Map<String, Object> more) {
        return new StockProducer(sealpost.business("promises"), more);
    }

    private static Map<RequestId, OutgoingMessage> requests(List<OutgoingMessage> messages) {
        Map<RequestId, OutgoingMessage> requests = new LinkedHashMap<>();
        messages.forEach(message -> requests.put(StockProducer.newRequest(), message));
        return requests;
    }

    private static List<CompletableFuture<RecordMetadata>> send(
            StockProducer producer, Map<RequestId, OutgoingMessage> requests, List<RequestId> ids) {
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

    /** How many the producer gave up. */
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
