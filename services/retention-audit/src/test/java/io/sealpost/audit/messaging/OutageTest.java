package io.sealpost.audit.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.sealpost.audit.AuditParts;
import io.sealpost.audit.Http;
import io.sealpost.audit.Platform;
import io.sealpost.audit.Samples;
import io.sealpost.testing.SealpostParts;
import io.sealpost.testing.TestBroker;
import io.sealpost.testing.TestPostgres;
import io.sealpost.testing.Wait;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is around the appender fails: it waits, says so, and loses nothing. */
@QuarkusTest
@QuarkusTestResource(
        value = SealpostParts.class,
        initArgs = @ResourceArg(name = "database", value = "audit"))
@QuarkusTestResource(AuditParts.class)
class OutageTest {
    @Inject Pool pool;
    private RunningLog log;

    @BeforeAll
    static void deploy() {
        Platform.deploy();
        Platform.addBusiness("acme");
    }

    @BeforeEach
    void look() {
        log = new RunningLog(new Sql(pool));
    }

    @Test
    void anOutageOfTheDatabaseTurnsReadinessRedAndLosesNothing() {
        TestPostgres.shared().kill();
        List<Samples> meanwhile;
        try {
            meanwhile = RunningLog.accept(20);
            Wait.until(() -> RunningLog.ready() == 503);
            assertThat(Http.get("/q/health/live", null).statusCode()).isEqualTo(200);
        } finally {
            TestPostgres.shared().start();
        }

        meanwhile.forEach(message -> log.awaitEvents(message.id(), 1));
        Wait.until(() -> RunningLog.ready() == 200);
        PublishedLog.await(log.leafCount());
        log.assertSettled();
    }

    @Test
    void anOutageOfTheBrokerTurnsReadinessRedAndLosesNothing() {
        RunningLog.accept(1).forEach(message -> log.awaitEvents(message.id(), 1));
        TestBroker.shared().kill();
        try {
            Wait.until(() -> RunningLog.ready() == 503);
            assertThat(Http.get("/q/health/live", null).statusCode()).isEqualTo(200);
        } finally {
            TestBroker.shared().start();
        }

        RunningLog.accept(20).forEach(message -> log.awaitEvents(message.id(), 1));
        Wait.until(() -> RunningLog.ready() == 200);
        PublishedLog.await(log.leafCount());
        log.assertSettled();
    }
}
