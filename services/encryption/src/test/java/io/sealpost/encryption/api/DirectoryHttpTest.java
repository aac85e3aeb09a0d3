package io.sealpost.encryption.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sealpost.encryption.EncryptionParts;
import io.sealpost.encryption.MovableClock;
import io.sealpost.encryption.Phone;
import io.sealpost.encryption.Scene;
import io.sealpost.encryption.domain.RecipientRef;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Secret;
import io.sealpost.seal.directory.PrekeyKind;
import io.sealpost.seal.directory.SignedPrekey;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.key.SigningKey;
import io.sealpost.testing.TestBroker;
import io.sealpost.testing.TestIssuer;
import io.sealpost.testing.TestPostgres;
import io.sealpost.testing.Wait;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(EncryptionParts.class)
class DirectoryHttpTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Inject Scene scene;
    @Inject MovableClock clock;

    @TestHTTPResource("/")
    @Nullable URI root;

    private RecipientRef owner;
    private Phone phone;

    @BeforeEach
    void aTicketForAPhone() {
        owner = Scene.recipientOf(scene.business());
        phone = Phone.of(owner);
    }

    @Test
    void aDeviceWithATicketIsEnrolled() throws Exception {
        assertThat(issue(phone, soon()).statusCode()).isEqualTo(201);

        HttpResponse<String> answer = enrol(phone);

        JsonNode body = JSON.readTree(answer.body());
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(body.at("/deviceList/devices/0/device").asText())
                .isEqualTo(phone.device().id().value());
        assertThat(body.at("/businessRecord/gatewayKeys/0").asText())
                .isEqualTo(base64(scene.gatewayKey(owner.business()).bytes()));
        assertThat(body.path("socket").asText()).isEqualTo("ws://127.0.0.1:7504/v1/devices/socket");
        assertThat(body.path("origin").asText()).isEqualTo("http://127.0.0.1:7504");
    }

    @Test
    void aRepeatedEnrolmentHasTheSameAnswer() throws Exception {
        issue(phone, soon());
        HttpResponse<String> first = enrol(phone);

        assertThat(enrol(phone).body()).isEqualTo(first.body());
    }

    @Test
    void anotherDeviceWithTheSameTicketIsRefused() throws Exception {
        issue(phone, soon());
        enrol(phone);

        assertProblem(enrol(Phone.of(owner).withTicketOf(phone)), 409, "TICKET_USED");
    }

    @Test
    void anExpiredTicketIsRefused() throws Exception {
        Instant end = clock.instant().plusSeconds(60);
        issue(phone, end);
        clock.move(Duration.ofSeconds(61));

        assertProblem(enrol(phone), 410, "TICKET_EXPIRED");
    }

    @Test
    void aGuessedRedeemValueIsRefused() throws Exception {
        issue(phone, soon());
        Map<String, Object> body = claim(phone, phone.lastResort(soon()));
        body.put("redeem", base64(Bytes.of(Secret.random(32).reveal())));

        assertProblem(post("/v1/devices:enrol", null, body), 403, "BAD_PROOF");
    }

    @Test
    void aPrekeySignedByAnotherKeyIsRefused() throws Exception {
        issue(phone, soon());
        SignedPrekey forged = phone.prekey(PrekeyKind.LAST_RESORT, far(), SigningKey.generate());

        assertProblem(
                post("/v1/devices:enrol", null, claim(phone, forged)), 403, "SIGNATURE_INVALID");
    }

    @Test
    void aTicketThatWasNeverIssuedIsRefused() throws Exception {
        assertProblem(enrol(phone), 404, "BAD_TICKET");
    }

    @Test
    void aMissingOrBadFieldIsABadForm() throws Exception {
        Map<String, Object> body = claim(phone, phone.lastResort(soon()));
        body.put("device", "my phone");
        assertProblem(post("/v1/devices:enrol", null, body), 400, "BAD_FORM");
        body.remove("device");
        assertProblem(post("/v1/devices:enrol", null, body), 400, "BAD_FORM");
    }

    @Test
    void aListWithANullElementIsABadForm() throws Exception {
        List<Object> gap = Arrays.asList((Object) null);
        for (String field : List.of("suites", "prekeys")) {
            Map<String, Object> body = claim(phone, phone.lastResort(soon()));
            body.put(field, gap);
            assertProblem(post("/v1/devices:enrol", null, body), 400, "BAD_FORM");
        }
    }

    @Test
    void aTicketRemovedForTooManyOthersIsUnknown() throws Exception {
        issue(phone, soon());
        for (int i = 0; i < 20; i++) {
            assertThat(issue(Phone.of(owner), soon().plusSeconds(60)).statusCode()).isEqualTo(201);
        }

        assertProblem(enrol(phone), 404, "BAD_TICKET");
    }

    @Test
    void aTimeThatNoColumnCanHoldIsABadForm() throws Exception {
        assertProblem(issue(phone, Instant.ofEpochMilli(Long.MAX_VALUE)), 400, "BAD_FORM");
    }

    @Test
    void aDeviceReplacesItsPrekey() throws Exception {
        issue(phone, soon());
        enrol(phone);
        SignedPrekey newer =
                phone.prekey(
                        PrekeyKind.LAST_RESORT, far().plus(Duration.ofDays(9)), phone.identity());
        Map<String, Object> body =
                Map.of(
                        "business", owner.business().value(),
                        "recipient", owner.recipient().value(),
                        "prekeys", List.of(prekey(newer)));

        String path = "/v1/devices/" + phone.device().id() + "/prekeys";
        assertThat(post(path, null, body).statusCode()).isEqualTo(200);
    }

    @Test
    void aBusinessSeesAndRevokesItsOwnDevicesOnly() throws Exception {
        issue(phone, soon());
        enrol(phone);
        String devices = "/v1/recipients/" + owner.recipient() + "/devices";
        String own = token(owner.business(), "tenant");
        String others = token(new BusinessId("another"), "tenant");

        assertThat(get(devices, own).body()).contains(phone.device().id().value());
        assertThat(get(devices, others).statusCode()).isEqualTo(404);
        assertThat(delete(devices + "/" + phone.device().id(), others).statusCode()).isEqualTo(404);
        assertThat(delete(devices + "/" + phone.device().id(), own).statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(get(devices, own).body()).at("/deviceList/devices")).isEmpty();
    }

    @Test
    void aCommandThatTheBrokerDoesNotAcknowledgeAnswers503() throws Exception {
        TestBroker.shared().pause();
        try {
            HttpResponse<String> answer = issue(phone, soon());

            assertProblem(answer, 503, "UNAVAILABLE");
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        } finally {
            TestBroker.shared().resume();
        }

        assertThat(issue(Phone.of(owner), soon()).statusCode()).isIn(201, 202);
    }

    @Test
    void aCommandIsDecidedOnceTheDatabaseIsAvailableAgain() throws Exception {
        TestPostgres.shared().kill();
        String location;
        try {
            HttpResponse<String> answer = issue(phone, soon());
            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
            location = answer.headers().firstValue("Location").orElseThrow();
            HttpResponse<String> asked = get(URI.create(location).getPath(), null);
            assertProblem(asked, 503, "UNAVAILABLE");
            assertThat(asked.headers().firstValue("Retry-After")).hasValue("1");
            assertProblem(get(devices(), token(owner.business(), "tenant")), 503, "UNAVAILABLE");
        } finally {
            TestPostgres.shared().start();
        }

        String command = URI.create(location).getPath();
        Wait.until(() -> get(command, null).statusCode() == 201);
    }

    private String devices() {
        return "/v1/recipients/" + owner.recipient().value() + "/devices";
    }

    @Test
    void requestsWithoutATenantsTokenAreRefused() throws Exception {
        String devices = "/v1/recipients/" + owner.recipient() + "/devices";
        String forged = token(owner.business(), "tenant") + "x";

        assertProblem(get(devices, null), 401, "UNAUTHORIZED");
        assertProblem(get(devices, forged), 401, "UNAUTHORIZED");
        assertProblem(get(devices, token(owner.business(), "operator")), 403, "FORBIDDEN");
        assertThat(get(devices, null).headers().firstValue("WWW-Authenticate")).contains("Bearer");
    }

    private HttpResponse<String> issue(Phone asker, Instant expiresAt) throws Exception {
        return post(
                "/v1/tickets",
                token(owner.business(), "tenant"),
                Map.of(
                        "ticket", asker.ticket().id().value(),
                        "recipient", owner.recipient().value(),
                        "expiresAt", expiresAt.toEpochMilli(),
                        "redeemHash", base64(asker.ticket().redeemHash().bytes())));
    }

    private HttpResponse<String> enrol(Phone asker) throws Exception {
        return post("/v1/devices:enrol", null, claim(asker, asker.lastResort(soon())));
    }

    private Map<String, Object> claim(Phone asker, SignedPrekey prekey) {
        var claim = asker.enrol(prekey);
        Map<String, Object> body = new HashMap<>();
        body.put("business", owner.business().value());
        body.put("ticket", asker.ticket().id().value());
        body.put("redeem", base64(Bytes.of(asker.ticket().redeem().reveal())));
        body.put("recipient", owner.recipient().value());
        body.put("device", asker.device().id().value());
        body.put("identityKey", base64(asker.device().identityKey().bytes()));
        body.put("suites", asker.device().suites());
        body.put("mac", base64(claim.mac()));
        body.put("expiry", 0);
        body.put("prekeys", List.of(prekey(prekey)));
        return body;
    }

    private static Map<String, Object> prekey(SignedPrekey signed) {
        return Map.of(
                "kind", signed.prekey().kind().name(),
                "suite", signed.prekey().suite().code(),
                "keyId", base64(signed.prekey().keyId().bytes()),
                "notAfter", signed.prekey().notAfter().toEpochMilli(),
                "publicKey", base64(signed.prekey().publicKey().bytes()),
                "signature", base64(signed.signature()));
    }

    private HttpResponse<String> post(String path, @Nullable String token, Object body)
            throws IOException, InterruptedException {
        String json = JSON.writeValueAsString(body);
        return send(request(path, token).POST(BodyPublishers.ofString(json)));
    }

    private HttpResponse<String> get(String path, @Nullable String token)
            throws IOException, InterruptedException {
        return send(request(path, token).GET());
    }

    private HttpResponse<String> delete(String path, String token)
            throws IOException, InterruptedException {
        return send(request(path, token).DELETE());
    }

    private HttpRequest.Builder request(String path, @Nullable String token) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(Objects.requireNonNull(root).resolve(path))
                        .header("Content-Type", "application/json");
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code)
            throws IOException {
        assertThat(JSON.readTree(answer.body()).path("code").asText()).isEqualTo(code);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/problem+json");
    }

    private static String token(BusinessId business, String group) {
        return TestIssuer.token(business.value(), group);
    }

    private Instant soon() {
        return clock.instant().plus(Duration.ofHours(1));
    }

    private Instant far() {
        return soon().plus(Duration.ofDays(60));
    }

    private static String base64(Bytes bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toArray());
    }
}
