package io.sealpost.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.sealpost.schemas.DeliveryEventKind;
import io.sealpost.schemas.Reason;
import io.sealpost.testing.TestIssuer;
import io.sealpost.testing.Wait;
import io.sealpost.tlog.Checkpoint;
import io.sealpost.tlog.LeafOpening;
import io.sealpost.tlog.NoteKey;
import io.sealpost.tlog.ProofResult;
import io.sealpost.tlog.TlogProof;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The HTTP endpoints, and what each caller may see. */
@QuarkusTest
@OnRealParts
class ApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    @ConfigProperty(name = "sealpost.audit.keys")
    Path keys;

    @BeforeAll
    static void deploy() {
        Platform.deploy();
        Platform.addBusiness("shop");
    }

    @Test
    void aTenantReadsATimelineWithProofsThatVerifyOffline() throws IOException {
        Samples message = logged();
        String path = "/v1/messages/" + message.id() + "?proofs=true";
        String token = TestIssuer.token("shop", "tenant");
        Wait.until(() -> proofs(json(Http.get(path, token))).size() == 3);

        JsonNode timeline = json(Http.get(path, token));

        assertThat(timeline.path("messageId").asText()).isEqualTo(message.id().toString());
        assertThat(timeline.path("business").asText()).isEqualTo("shop");
        assertThat(timeline.path("recipient").asText()).isEqualTo(message.recipient());
        NoteKey key = NoteKey.parse(Files.readString(keys.resolve("log.vkey")).strip());
        for (String proof : proofs(timeline)) {
            TlogProof parsed = TlogProof.parse(proof.getBytes(StandardCharsets.UTF_8));
            assertThat(parsed.verifyOpening(key)).isEqualTo(ProofResult.VALID);
        }
        for (JsonNode event : timeline.path("events")) {
            assertThat(event.path("at").asLong()).isEqualTo(message.at().toEpochMilli());
            TlogProof proof =
                    TlogProof.parse(event.path("proof").asText().getBytes(StandardCharsets.UTF_8));
            LeafOpening opening = proof.opening();
            assertThat(proof.index()).isEqualTo(event.path("leafIndex").asLong());
            assertThat(opening.key().bytes()).isEqualTo(bytes(event, "leafKey"));
            assertThat(opening.detail()).isEqualTo(bytes(event, "detail"));
            assertThat(opening.type().name()).isEqualTo(event.path("type").asText());
        }
    }

    @Test
    void aTenantOpensOnlyItsOwnEvents() throws IOException {
        Samples message = logged();
        JsonNode timeline = json(Http.get("/v1/messages/" + message.id(), operator()));
        String request =
                "{\"eventIds\":[%s,\"%s\"]}"
                        .formatted(
                                eventIds(timeline).stream()
                                        .map(id -> "\"" + id + "\"")
                                        .collect(Collectors.joining(",")),
                                UUID.randomUUID());

        JsonNode own = json(Http.post("/v1/openings", TestIssuer.token("shop", "tenant"), request));
        JsonNode others =
                json(Http.post("/v1/openings", TestIssuer.token("rival", "tenant"), request));

        assertThat(own).hasSize(3);
        assertThat(own.get(0).path("leafKey")).isEqualTo(timeline.at("/events/0/leafKey"));
        assertThat(own.get(0).path("index")).isEqualTo(timeline.at("/events/0/leafIndex"));
        assertThat(others).isEmpty();
    }

    @Test
    void onlyItsTenantAndTheOperatorSeeAMessage() throws IOException {
        String path = "/v1/messages/" + logged().id();

        assertThat(status(path, operator())).isEqualTo(200);
        assertThat(status(path, TestIssuer.token("rival", "tenant"))).isEqualTo(404);
        assertProblem(Http.get(path, TestIssuer.token("shop", "device")), 403, "FORBIDDEN");
        assertProblem(Http.get(path, null), 401, "UNAUTHORIZED");
        assertProblem(
                Http.get(path, TestIssuer.token("shop", "tenant") + "x"), 401, "UNAUTHORIZED");
        assertThat(Http.get(path, null).headers().firstValue("WWW-Authenticate"))
                .contains("Bearer");
    }

    @Test
    void aMalformedMessageIdIsAProblemWithACode() throws IOException {
        assertProblem(Http.get("/v1/messages/nonsense", operator()), 404, "UNKNOWN_MESSAGE");
    }

    @Test
    void moreThanAThousandEventsAreRefused() throws IOException {
        String ids =
                IntStream.range(0, 1001)
                        .mapToObj(i -> "\"" + UUID.randomUUID() + "\"")
                        .collect(Collectors.joining(","));

        HttpResponse<byte[]> answer =
                Http.post("/v1/openings", operator(), "{\"eventIds\":[" + ids + "]}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).path("code").asText()).isEqualTo("TOO_MANY_EVENTS");
        assertThat(Http.post("/v1/openings", operator(), "{}").statusCode()).isEqualTo(400);
    }

    @Test
    void anyoneReadsThePublicLog() throws IOException {
        logged();
        Wait.until(() -> status("/checkpoint", null) == 200 && checkpoint().size() > 0);
        Checkpoint head = checkpoint();

        HttpResponse<byte[]> checkpoint = Http.get("/checkpoint", null);
        HttpResponse<byte[]> tile = Http.get("/tile/0/000.p/1", null);
        HttpResponse<byte[]> entries = Http.get("/tile/entries/000.p/1", null);

        assertThat(head.size()).isPositive();
        assertThat(header(checkpoint, "Content-Type"))
                .isEqualToIgnoringCase("text/plain; charset=utf-8");
        assertThat(header(checkpoint, "Cache-Control")).isEqualTo("no-cache");
        assertThat(tile.body()).hasSize(32);
        assertThat(header(tile, "Content-Type")).isEqualTo("application/octet-stream");
        assertThat(header(tile, "Cache-Control")).contains("immutable");
        assertThat(entries.body()).hasSize(44);
    }

    @Test
    void onlyPathsOfTheLogAreServed() {
        assertThat(status("/tile/0/1", null)).isEqualTo(404);
        assertThat(status("/tile/0/000.p/0", null)).isEqualTo(404);
        assertThat(status("/tile/9/000", null)).isEqualTo(404);
        assertThat(status("/tile/0/x999/x999/999", null)).isEqualTo(404);
        assertThat(status("/tile/..%2f..%2fkeys%2flog.skey", null)).isEqualTo(404);
    }

    /** A message with three steps in the timeline. */
    private static Samples logged() {
        Samples message = Samples.message("shop");
        Platform.send(
                List.of(
                        Platform.accepted(message),
                        Platform.cleared(message),
                        Platform.event(
                                message,
                                message.event(
                                        DeliveryEventKind.DELIVERED,
                                        Samples.DEVICE,
                                        Reason.NONE))));
        String path = "/v1/messages/" + message.id();
        Wait.until(() -> json(Http.get(path, operator())).path("events").size() == 3);
        return message;
    }

    private Checkpoint checkpoint() throws IOException {
        NoteKey key = NoteKey.parse(Files.readString(keys.resolve("log.vkey")).strip());
        return Checkpoint.open(Http.get("/checkpoint", null).body(), key);
    }

    private static String operator() {
        return TestIssuer.token("the-operator", "operator");
    }

    private static int status(String path, @Nullable String token) {
        return Http.get(path, token).statusCode();
    }

    private static String header(HttpResponse<byte[]> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static JsonNode json(HttpResponse<byte[]> answer) throws IOException {
        return JSON.readTree(answer.body());
    }

    private static List<String> proofs(JsonNode timeline) {
        List<String> proofs = new ArrayList<>();
        timeline.path("events").findValues("proof").forEach(proof -> proofs.add(proof.asText()));
        return proofs;
    }

    private static List<String> eventIds(JsonNode timeline) {
        List<String> ids = new ArrayList<>();
        timeline.path("events").forEach(event -> ids.add(event.path("eventId").asText()));
        return ids;
    }

    private static byte[] bytes(JsonNode event, String field) {
        return Base64.getUrlDecoder().decode(event.path(field).asText());
    }

    private static void assertProblem(HttpResponse<byte[]> answer, int status, String code)
            throws IOException {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/problem+json");
        assertThat(JSON.readTree(answer.body()).path("code").asText()).isEqualTo(code);
    }
}
