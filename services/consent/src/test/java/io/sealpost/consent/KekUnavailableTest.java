package io.sealpost.consent;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.sealpost.kms.Kek;
import io.sealpost.schemas.AcceptedMessage;
import io.sealpost.schemas.ClearedMessage;
import io.sealpost.schemas.ConsentEvent;
import io.sealpost.schemas.ConsentEventKind;
import io.sealpost.schemas.Lane;
import io.sealpost.schemas.MessageStep;
import io.sealpost.testing.MissingKeyset;
import io.sealpost.testing.TestIssuer;
import io.sealpost.testing.Wait;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The service starts while its key-encryption key is unavailable, and gets it later (P14). */
@QuarkusTest
@OnRealParts
@QuarkusTestResource(value = MissingKeyset.class, restrictToAnnotatedClass = true)
class KekUnavailableTest {
    private static final String BUSINESS = "waiting";
    private static final String CLEARED = "cleared-messages.bulk";

    @Inject Pool pool;

    @Inject
    @ConfigProperty(name = "sealpost.kek.uri")
    String uri;

    @BeforeAll
    static void deploy() {
        Platform.deploy();
        Platform.addBusiness(BUSINESS);
    }

    @Test
    void nothingIsLostOrRefusedAndTheServiceRecoversByItself() throws IOException {
        Path file = Path.of(uri.substring(MissingKeyset.SCHEME.length()));
        String recipient = Platform.newRecipient();
        AcceptedMessage message = Platform.message(BUSINESS, recipient, "offers", Lane.BULK);

        assertThat(ready().statusCode()).isEqualTo(503);
        assertThat(ready().asString()).contains("KEK_UNAVAILABLE", "MISSING");
        assertThat(given().get("/q/health/live").statusCode()).isEqualTo(200);
        Response resolved = resolve();
        assertThat(resolved.statusCode()).isEqualTo(503);
        assertThat(resolved.header("Retry-After")).isEqualTo("1");
        assertThat(resolved.<String>path("code")).isEqualTo("UNAVAILABLE");

        Platform.send(
                List.of(Platform.record(BUSINESS, Platform.grant(BUSINESS, recipient, "offers"))));
        Wait.until(() -> ready().asString().contains("KekUnavailable"));
        Platform.send(List.of(Platform.record(message)));
        String heartbeat = lastHeartbeat();
        await().during(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(5))
                .until(() -> lastHeartbeat().equals(heartbeat));
        assertThat(events()).isEmpty();
        assertThat(cleared(message)).isZero();
        assertThat(file).doesNotExist();

        assertThat(Kek.create(file)).isEqualTo(uri);

        Wait.until(() -> ready().statusCode() == 200);
        Wait.until(() -> !events().isEmpty());
        assertThat(events())
                .extracting(ConsentEvent::getKind)
                .containsExactly(ConsentEventKind.GRANTED);
        Wait.until(() -> cleared(message) + refused(message) > 0);
        assertThat(refused(message)).isZero();
        Wait.until(() -> !lastHeartbeat().equals(heartbeat));

        Files.delete(file);
        assertThat(resolve().statusCode()).isEqualTo(200);
        assertThat(
                        Platform.apply(
                                BUSINESS,
                                Platform.withdraw(BUSINESS, Platform.newRecipient(), "offers")))
                .returns(ConsentEventKind.WITHDRAWN, ConsentEvent::getKind);
        assertThat(ready().statusCode()).isEqualTo(200);
        assertThat(file).doesNotExist();
    }

    private static Response ready() {
        return given().get("/q/health/ready");
    }

    private static Response resolve() {
        return given().urlEncodingEnabled(false)
                .auth()
                .oauth2(TestIssuer.token(BUSINESS, "tenant"))
                .contentType("application/json")
                .body("{\"addresses\": [{\"kind\": \"phone\", \"address\": \"+447700900123\"}]}")
                .post("/v1/recipients:resolve");
    }

    private static List<ConsentEvent> events() {
        return Platform.awaitAll(
                "consent-events." + BUSINESS, ConsentEvent.class, event -> true, 0);
    }

    private static int cleared(AcceptedMessage message) {
        var id = message.getHeader().getMessageId();
        return Platform.raw(
                        CLEARED,
                        ClearedMessage.class,
                        cleared -> cleared.getHeader().getMessageId().equals(id))
                .size();
    }

    private static int refused(AcceptedMessage message) {
        var id = message.getHeader().getMessageId();
        return Platform.raw(
                        "message-steps.bulk",
                        MessageStep.class,
                        step ->
                                step.getEnded() != null
                                        && step.getEnded().getMessageId().equals(id))
                .size();
    }

    private String lastHeartbeat() {
        return pool.query("select sent_at::text from heartbeat")
                .execute()
                .await()
                .atMost(Duration.ofSeconds(10))
                .iterator()
                .next()
                .getString(0);
    }
}
