package io.sealpost.consent;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.sealpost.schemas.ConsentEvent;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.testing.TestIssuer;
import io.sealpost.testing.TestPostgres;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The HTTP calls of tenants, with a real database. */
@QuarkusTest
@OnRealParts
class RecipientResourceTest {
    private static final String RESOLVE = "/v1/recipients:resolve";
    private static final String ONE =
            """
            {"addresses": [{"kind": "phone", "address": "+44 7700 900%s", "language": "en",
              "timeZone": "Europe/London"}]}
            """;

    @Inject Pool pool;

    @BeforeAll
    static void deploy() {
        Platform.deploy();
        Platform.addBusiness("resolving");
    }

    @Test
    void theSameAddressIsTheSameRecipientForOneBusinessOnly() {
        String first = resolved("resolving", ONE.formatted("123"));
        String again = resolved("resolving", ONE.formatted("123").replace("7700 ", "(0)7700-"));
        String elsewhere = resolved("other", ONE.formatted("123"));

        assertThat(RecipientId.isValid(first)).isTrue();
        assertThat(again).isEqualTo(first);
        assertThat(elsewhere).isNotEqualTo(first);
        assertThat(number("select count(*) from contact where recipient = '" + first + "'"))
                .isEqualTo(1);
    }

    @Test
    void aWrongAddressRefusesTheBatch() {
        resolve("resolving", ONE.formatted("123").replace("+44 ", "0"))
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void anUnknownTimeZoneRefusesTheBatch() {
        assertProblem(
                resolve("resolving", ONE.formatted("123").replace("London", "Atlantis")),
                400,
                "BAD_ADDRESS");
    }

    @Test
    void aCallWithoutATokenIsRefused() {
        String recipient = consents(Platform.newRecipient());
        Response resolved =
                request().contentType("application/json").body(ONE.formatted("124")).post(RESOLVE);

        assertProblem(resolved, 401, "UNAUTHORIZED");
        assertProblem(request().get(recipient), 401, "UNAUTHORIZED");
        assertThat(resolved.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @Test
    void aForgedTokenAndOneThatIsNotATenantsAreRefused() {
        String recipient = consents(Platform.newRecipient());
        String forged = TestIssuer.token("resolving", "tenant") + "x";

        assertProblem(with(forged).get(recipient), 401, "UNAUTHORIZED");
        assertProblem(with("nonsense").get(recipient), 401, "UNAUTHORIZED");
        assertProblem(
                with(TestIssuer.token("resolving", "operator")).get(recipient), 403, "FORBIDDEN");
    }

    @Test
    void theCanonicalBytesHaveTheHashOfTheRecord() throws NoSuchAlgorithmException {
        String recipient = Platform.newRecipient();
        ConsentEvent grant =
                Platform.apply("resolving", Platform.grant("resolving", recipient, "offers"));

        var shown = as("resolving").get(consents(recipient)).then().statusCode(200).extract();

        byte[] canonical = HexFormat.of().parseHex(shown.path("records[0].canonical"));
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(canonical);
        assertThat(shown.<String>path("records[0].hash")).isEqualTo(HexFormat.of().formatHex(hash));
        assertThat(grant.getRecordHash()).isEqualTo(ByteBuffer.wrap(hash));
        assertThat(shown.<String>path("records[0].state")).isEqualTo("GRANTED");
        assertThat(shown.<String>path("records[0].evidence.reference")).isEqualTo("signup:1");
    }

    @Test
    void aWithdrawalOfEverythingIsShownWithoutARecord() {
        String recipient = Platform.newRecipient();
        Instant before = Platform.now().truncatedTo(ChronoUnit.MILLIS);
        Platform.apply("resolving", Platform.withdraw("resolving", recipient, null));

        var shown = as("resolving").get(consents(recipient)).then().statusCode(200).extract();

        assertThat(shown.<Long>path("withdrawnAt"))
                .isBetween(before.toEpochMilli(), Platform.now().toEpochMilli());
        assertThat(shown.<List<Object>>path("records")).isEmpty();
    }

    @Test
    void bothCallsAnswer503WhileTheDatabaseIsUnavailable() {
        String recipient = consents(Platform.newRecipient());
        TestPostgres.shared().kill();
        try {
            Response resolved = resolve("resolving", ONE.formatted("789"));

            assertProblem(resolved, 503, "UNAVAILABLE");
            assertThat(resolved.header("Retry-After")).isEqualTo("1");
            assertProblem(as("resolving").get(recipient), 503, "UNAVAILABLE");
        } finally {
            TestPostgres.shared().start();
        }

        assertThat(resolved("resolving", ONE.formatted("789"))).isNotEmpty();
    }

    @Test
    void anotherTenantFindsNothing() {
        String recipient = Platform.newRecipient();
        Platform.apply("resolving", Platform.grant("resolving", recipient, "offers"));

        as("other").get(consents(recipient)).then().statusCode(404);
        as("resolving").get(consents("nobody")).then().statusCode(404);
    }

    @Test
    void personalColumnsAreEncryptedAndUnreadableWithoutTheirKey() {
        String recipient = resolved("resolving", ONE.formatted("456"));
        Platform.apply("resolving", Platform.grant("resolving", recipient, "offers"));
        assertThat(holds("contact", recipient, "+447700900456")).isFalse();
        assertThat(holds("consent_record", recipient, "signup:1")).isFalse();
        assertThat(holds("consent_record", recipient, "offers")).isTrue();

        number(
                "with deleted as (delete from subject_key where recipient = '%s' returning 1) select count(*) from deleted"
                        .formatted(recipient));

        as("resolving").get(consents(recipient)).then().statusCode(404);
        resolved("resolving", ONE.formatted("456"));
        List<Object> records =
                as("resolving")
                        .get(consents(recipient))
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("records");
        assertThat(records).isEmpty();
    }

    private static String consents(String recipient) {
        return "/v1/recipients/" + recipient + "/consents";
    }

    private static String resolved(String business, String body) {
        return resolve(business, body).then().statusCode(200).extract().path("recipients[0]");
    }

    private static Response resolve(String business, String body) {
        return as(business).contentType("application/json").body(body).post(RESOLVE);
    }

    private static void assertProblem(Response answer, int status, String code) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(answer.<Integer>path("status")).isEqualTo(status);
        assertThat(answer.<String>path("code")).isEqualTo(code);
    }

    private static RequestSpecification as(String business) {
        return with(TestIssuer.token(business, "tenant"));
    }

    private static RequestSpecification with(String token) {
        return request().auth().oauth2(token);
    }

    /** Leaves the colon of a path unescaped. */
    private static RequestSpecification request() {
        return given().urlEncodingEnabled(false);
    }

    /** Whether the row, as text with its bytes in hex, holds the value in clear or in hex. */
    private boolean holds(String table, String recipient, String value) {
        String hex = HexFormat.of().formatHex(value.getBytes(StandardCharsets.UTF_8));
        return number(
                        "select count(*) from %1$s t where recipient = '%2$s' and (t::text like '%%%3$s%%' or t::text like '%%%4$s%%')"
                                .formatted(table, recipient, value, hex))
                > 0;
    }

    private long number(String query) {
        return pool.query(query)
                .execute()
                .await()
                .atMost(Duration.ofSeconds(10))
                .iterator()
                .next()
                .getLong(0);
    }
}
