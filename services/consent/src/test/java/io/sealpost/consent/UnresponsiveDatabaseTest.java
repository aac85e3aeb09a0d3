package io.sealpost.consent;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.sealpost.consent.UnresponsiveDatabaseTest.ShortTimeouts;
import io.sealpost.schemas.ConsentCommand;
import io.sealpost.schemas.ConsentEvent;
import io.sealpost.schemas.ConsentWithdrawal;
import io.sealpost.schemas.WithdrawalKind;
import io.sealpost.testing.TestIssuer;
import io.sealpost.testing.TestPostgres;
import io.sealpost.testing.Wait;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The database accepts connections and statements, and does not answer for a while. */
@QuarkusTest
@OnRealParts
@TestProfile(ShortTimeouts.class)
class UnresponsiveDatabaseTest {
    private static final String BUSINESS = "unresponsive";
    private static final int CONNECTIONS = 8;

    /** Closes a connection that does not answer after two seconds. */
    public static final class ShortTimeouts implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("sealpost.database.timeout", "1800ms");
        }
    }

    @Inject Pool pool;
    @Inject MeterRegistry meters;

    @BeforeAll
    static void deploy() {
        Platform.deploy();
        Platform.addBusiness(BUSINESS);
    }

    @Test
    void callersGetErrorsMeanwhileAndEachCommandIsAppliedOnceAfterwards() {
        String recipient = Platform.newRecipient();
        Platform.apply(BUSINESS, Platform.grant(BUSINESS, recipient, "offers"));
        Wait.until(() -> heartbeats() > 0);
        List<ConsentCommand> meanwhile =
                Stream.of("news", "parcels", "rates")
                        .map(purpose -> Platform.grant(BUSINESS, recipient, purpose))
                        .toList();

        TestPostgres.shared().pause();
        try {
            Platform.send(
                    meanwhile.stream().map(command -> Platform.record(BUSINESS, command)).toList());
            Wait.until(() -> ready().statusCode() == 503);
            assertThat(ready().asString()).contains("DatabaseUnresponsive");
            assertThat(given().get("/q/health/live").statusCode()).isEqualTo(200);
            // More calls than there are connections: a call that timed out holds none.
            for (int i = 0; i <= CONNECTIONS; i++) {
                Response answer = tenant().get("/v1/recipients/" + recipient + "/consents");
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.header("Retry-After")).isEqualTo("1");
            }
            Wait.until(() -> failures() > 3);
        } finally {
            TestPostgres.shared().resume();
        }

        Wait.until(() -> ready().statusCode() == 200);
        meanwhile.forEach(command -> assertThat(events(command)).hasSize(1));
        tenant().get("/v1/recipients/" + recipient + "/consents").then().statusCode(200);
        assertThat(number("select count(*) from consent_record where recipient = '%s'", recipient))
                .isEqualTo(4);
        long heartbeats = heartbeats();
        Wait.until(() -> heartbeats() > heartbeats);
        Wait.until(
                () ->
                        number("select count(*) from pg_stat_activity where usename = current_user")
                                <= CONNECTIONS);
    }

    private static List<ConsentEvent> events(ConsentCommand command) {
        return Platform.awaitAll(
                "consent-events." + BUSINESS,
                ConsentEvent.class,
                event -> event.getRequestId().equals(command.getRequestId()),
                1);
    }

    private double failures() {
        return meters.counter("sealpost.hop.failures", "station", "consent.ledger").count();
    }

    private static long heartbeats() {
        return Platform.raw(
                        "consent-withdrawals",
                        ConsentWithdrawal.class,
                        record -> record.getKind() == WithdrawalKind.HEARTBEAT)
                .size();
    }

    private long number(String query, Object... values) {
        return pool.query(query.formatted(values)).executeAndAwait().iterator().next().getLong(0);
    }

    private static Response ready() {
        return given().get("/q/health/ready");
    }

    private static RequestSpecification tenant() {
        return given().auth().oauth2(TestIssuer.token(BUSINESS, "tenant"));
    }
}
