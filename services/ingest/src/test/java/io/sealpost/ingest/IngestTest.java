package io.sealpost.ingest;

import static io.sealpost.ingest.Platform.record;
import static io.sealpost.ingest.Platform.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sealpost.schemas.AcceptedMessage;
import io.sealpost.schemas.BusinessCommandKind;
import io.sealpost.schemas.Category;
import io.sealpost.schemas.DeadLetter;
import io.sealpost.schemas.DeadLetterReason;
import io.sealpost.schemas.Ended;
import io.sealpost.schemas.Lane;
import io.sealpost.schemas.MessageStep;
import io.sealpost.schemas.Reason;
import io.sealpost.schemas.SendRequest;
import io.sealpost.schemas.StepKind;
import io.sealpost.testing.SealpostParts;
import io.sealpost.testing.TestPostgres;
import io.sealpost.testing.Wait;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Ingest on a real broker, database and registry. */
@QuarkusTest
@QuarkusTestResource(
        value = SealpostParts.class,
        initArgs = @ResourceArg(name = "database", value = "ingest"))
class IngestTest {

    @SuppressWarnings("NullAway") // injected
    @TestHTTPResource("/q/health/ready")
    URI ready;

    @SuppressWarnings("NullAway") // injected
    @TestHTTPResource("/q/health/live")
    URI live;

    @SuppressWarnings("NullAway") // injected
    @TestHTTPResource("/q/metrics")
    URI metrics;

    @BeforeAll
    static void deploy() {
        Platform.deploy();
    }

    @Test
    void aValidRequestIsAcceptedOnItsLane() {
        Platform.addBusiness("lanes");
        SendRequest news = request("lanes").setCategory(Category.MARKETING).build();
        SendRequest code = request("lanes").setCategory(Category.AUTHENTICATION).build();
        SendRequest help = request("lanes").setCategory(Category.SERVICE).build();
        Platform.send(
                List.of(
                        record("send-requests.lanes", news),
                        record("send-requests.lanes", code),
                        record("send-requests-urgent.lanes", help)));

        assertAccepted("accepted-messages.bulk", Lane.BULK, news);
        assertAccepted("accepted-messages.urgent", Lane.URGENT, code);
        assertAccepted("accepted-messages.urgent", Lane.URGENT, help);
    }

    private static void assertAccepted(String topic, Lane lane, SendRequest request) {
        UUID id = Platform.messageId("lanes", request);
        AcceptedMessage message = Platform.awaitOne(topic, AcceptedMessage.class, accepted(id));
        assertThat(message.getHeader().getLane()).isEqualTo(lane);
        assertThat(message.getHeader().getRequestId()).isEqualTo(request.getRequestId());
        assertThat(message.getHeader().getExpiresAt()).isEqualTo(request.getExpiresAt());
        assertThat(message.getGateway()).isEqualTo(request.getGateway());
        assertThat(message.getStages().getIngestedAt()).isNotNull();
        assertThat(key(Platform.awaitRecord(topic, AcceptedMessage.class, accepted(id))))
                .isEqualTo(request.getRecipient());
    }

    @Test
    void aRequestSentAgainIsTheSameMessageByteForByte() {
        Platform.addBusiness("again");
        SendRequest first = request("again").setCategory(Category.SERVICE).build();
        SendRequest sealedAgain =
                SendRequest.newBuilder(first).setGateway(Samples.content(512).build()).build();
        SendRequest another = SendRequest.newBuilder(first).setPurpose("adverts").build();
        SendRequest last = request("again").setRecipient(first.getRecipient()).build();
        UUID id = Platform.messageId("again", first);
        String topic = "send-requests.again";
        Platform.send(List.of(record(topic, first), record(topic, first)));
        Platform.awaitOne("accepted-messages.bulk", AcceptedMessage.class, accepted(id));

        Platform.send(
                List.of(
                        record(topic, sealedAgain),
                        record("send-requests-urgent.again", first),
                        record(topic, another),
                        record(topic, first),
                        record(topic, last)));

        UUID lastId = Platform.messageId("again", last);
        Platform.awaitOne("accepted-messages.bulk", AcceptedMessage.class, accepted(lastId));
        Wait.until(
                () ->
                        Platform.committed(
                                        "ingest.send-requests-urgent", "send-requests-urgent.again")
                                == 1);
        assertThat(Platform.all("accepted-messages.urgent", AcceptedMessage.class, accepted(id)))
                .as("on the lane it came to later")
                .isEmpty();
        var published = Platform.all("accepted-messages.bulk", AcceptedMessage.class, accepted(id));
        assertThat(published).hasSizeGreaterThan(1);
        assertThat(published)
                .extracting(record -> ByteBuffer.wrap(record.value()))
                .containsOnly(ByteBuffer.wrap(published.getFirst().value()));
        assertThat(deadLetters(topic))
                .extracting(DeadLetter::getReason)
                .containsExactly(DeadLetterReason.ID_REUSED);
    }

    @Test
    void unreadableRecordsInABatchDoNotDelayTheOthers() {
        Platform.addBusiness("poison");
        String topic = "send-requests.poison";
        List<SendRequest> good = new ArrayList<>();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            good.add(request("poison").build());
            records.add(record(topic, good.getLast()));
        }
        records.add(25, record(topic, "k", null));
        records.add(26, record(topic, "k", "not a record".getBytes(StandardCharsets.UTF_8)));
        records.add(27, record(topic, "k", new byte[] {0, 0x7f, 0, 0, 1, 2}));
        records.add(28, record(topic, "k", new byte[(1 << 20) - 1000]));

        Platform.send(records);

        assertThat(
                        Platform.awaitAll(
                                "accepted-messages.bulk",
                                AcceptedMessage.class,
                                good.size(),
                                message -> message.getHeader().getBusiness().equals("poison")))
                .extracting(IngestTest::key)
                .containsExactlyInAnyOrderElementsOf(
                        good.stream().map(SendRequest::getRecipient).toList());
        assertThat(deadLetters(topic))
                .extracting(DeadLetter::getReason)
                .containsExactlyInAnyOrder(
                        DeadLetterReason.EMPTY,
                        DeadLetterReason.NOT_FRAMED,
                        DeadLetterReason.UNKNOWN_SCHEMA,
                        DeadLetterReason.UNKNOWN_SCHEMA);
    }

    @Test
    void anInvalidRequestIsRejectedWithItsReason() {
        Platform.addBusiness("wrong");
        assertRejected(Reason.BUSINESS_MISMATCH, request("lanes").build());
        assertRejected(Reason.EXPIRY_OUT_OF_BOUNDS, tooLong());
        assertRejected(Reason.BAD_PURPOSE, request("wrong").setPurpose("a b").build());
        assertRejected(Reason.UNKNOWN_CATEGORY, of(Category.UNKNOWN));
        assertRejected(Reason.CONTENT_MISSING, request("wrong").setGateway(null).build());
        assertRejected("send-requests-urgent.wrong", Reason.WRONG_LANE, of(Category.MARKETING));
    }

    @Test
    void anAddressInPlaceOfARecipientIsNotPublished() {
        Platform.addBusiness("address");
        SendRequest request = request("address").setRecipient("+4915112345678").build();
        UUID id = Platform.messageId("address", request);

        Platform.send(List.of(record("send-requests.address", request)));

        Ended ended = rejection(id);
        assertThat(ended.getReason()).isEqualTo(Reason.BAD_RECIPIENT);
        assertThat(ended.getRecipient()).isNull();
        var record = Platform.awaitRecord("message-steps.bulk", MessageStep.class, rejected(id));
        assertThat(key(record)).isEqualTo(id.toString());
        assertThat(new String(record.value(), StandardCharsets.ISO_8859_1))
                .doesNotContain("4915112345678");
    }

    @Test
    void aSuspendedBusinessSendsNothingUntilItIsResumed() {
        Platform.addBusiness("paused");
        Platform.command("paused", BusinessCommandKind.SUSPEND);
        Platform.awaitVersion("paused", 2);
        SendRequest during = request("paused").build();
        Platform.send(List.of(record("send-requests.paused", during)));
        assertThat(rejection(Platform.messageId("paused", during)).getReason())
                .isEqualTo(Reason.SUSPENDED_BUSINESS);

        Platform.command("paused", BusinessCommandKind.RESUME);
        Platform.awaitVersion("paused", 3);
        SendRequest after = request("paused").build();
        Platform.send(List.of(record("send-requests.paused", after)));
        Platform.awaitOne(
                "accepted-messages.bulk",
                AcceptedMessage.class,
                accepted(Platform.messageId("paused", after)));
    }

    /** SmallRye passes one batch and commits the offset only after the hop has finished it. */
    @Test
    void theOffsetWaitsForTheDatabaseAndOnlyReadinessTurnsRed()
            throws IOException, InterruptedException {
        Platform.addBusiness("outage");
        String topic = "send-requests.outage";
        SendRequest before = request("outage").build();
        Platform.send(List.of(record(topic, before)));
        Wait.until(() -> committed(topic) == 1);
        SendRequest during = request("outage").build();
        long failures = failures();

        TestPostgres.shared().stop();
        try {
            Platform.send(List.of(record(topic, during)));
            Wait.until(() -> status(ready) == 503);
            assertThat(status(live)).isEqualTo(200);
            // Offsets are committed once a second: six attempts, with their pauses, take longer.
            Wait.until(() -> failures() >= failures + 6);
            assertThat(committed(topic)).isEqualTo(1);
        } finally {
            TestPostgres.shared().start();
        }

        Platform.awaitOne(
                "accepted-messages.bulk",
                AcceptedMessage.class,
                accepted(Platform.messageId("outage", during)));
        Wait.until(() -> committed(topic) == 2);
        Wait.until(() -> status(ready) == 200);
    }

    private static long committed(String topic) {
        return Platform.committed("ingest.send-requests", topic);
    }

    private long failures() throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofLines())
                    .body()
                    .filter(line -> line.startsWith("sealpost_hop_failures_total"))
                    .mapToLong(line -> (long) Double.parseDouble(line.split(" ")[1]))
                    .sum();
        }
    }

    private static int status(URI health) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(health).build(), BodyHandlers.discarding())
                    .statusCode();
        }
    }

    private static void assertRejected(Reason reason, SendRequest request) {
        assertRejected("send-requests.wrong", reason, request);
    }

    private static void assertRejected(String topic, Reason reason, SendRequest request) {
        Platform.send(List.of(record(topic, request)));
        Ended ended = rejection(Platform.messageId("wrong", request));
        assertThat(ended.getReason()).isEqualTo(reason);
        assertThat(ended.getBusiness()).isEqualTo("wrong");
        assertThat(ended.getRecipient()).isEqualTo(request.getRecipient());
    }

    private static Ended rejection(UUID id) {
        MessageStep step = Platform.awaitOne("message-steps.bulk", MessageStep.class, rejected(id));
        assertThat(step.getKind()).isEqualTo(StepKind.REJECTED);
        return step.getEnded();
    }

    private static SendRequest tooLong() {
        SendRequest.Builder request = request("wrong");
        return request.setExpiresAt(request.getExpiresAt().plus(Duration.ofDays(30))).build();
    }

    private static SendRequest of(Category category) {
        return request("wrong").setCategory(category).build();
    }

    private static List<DeadLetter> deadLetters(String topic) {
        List<DeadLetter> letters = new ArrayList<>();
        Platform.all(
                "dead-letters.ingest",
                DeadLetter.class,
                letter -> letter.getTopic().equals(topic) && letters.add(letter));
        return letters;
    }

    private static Predicate<AcceptedMessage> accepted(UUID id) {
        return message -> message.getHeader().getMessageId().equals(id);
    }

    private static Predicate<MessageStep> rejected(UUID id) {
        return step -> step.getEnded() != null && step.getEnded().getMessageId().equals(id);
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8);
    }
}
