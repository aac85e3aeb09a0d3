package io.sealpost.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.sealpost.schemas.ConsentCommand;
import io.sealpost.schemas.ConsentEvent;
import io.sealpost.schemas.ConsentEventKind;
import io.sealpost.testing.Wait;
import jakarta.inject.Inject;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The topic of one tenant's events is missing. */
@QuarkusTest
@OnRealParts
class ParkedEventsTest {
    private static final String TOPIC = "consent-events.parking";

    @Inject MeterRegistry meters;

    @BeforeAll
    static void deploy() {
        Platform.deploy();
    }

    @Test
    void otherTenantsGoOnAndTheEventsArriveWhenTheTopicReturns() throws Exception {
        Platform.addBusiness("parking");
        Platform.addBusiness("driving");
        String recipient = Platform.newRecipient();
        ConsentCommand grant = Platform.grant("parking", recipient, "offers");
        ConsentCommand withdraw = Platform.withdraw("parking", recipient, "offers");
        try (Admin admin = Platform.BROKER.admin()) {
            admin.deleteTopics(List.of(TOPIC)).all().get();
            Wait.until(() -> !admin.listTopics().names().get().contains(TOPIC));
        }

        Platform.send(List.of(Platform.record("parking", grant)));
        Platform.apply("driving", Platform.grant("driving", recipient, "offers"));
        Platform.send(List.of(Platform.record("parking", withdraw)));
        Wait.until(() -> parked() == 2);

        Platform.addBusiness("parking");
        assertThat(Platform.awaitAll(TOPIC, ConsentEvent.class, event -> true, 2))
                .extracting(ConsentEvent::getKind)
                .containsExactly(ConsentEventKind.GRANTED, ConsentEventKind.WITHDRAWN);
        Wait.until(() -> parked() == 0);
    }

    private double parked() {
        var gauge =
                meters.find("sealpost.hop.parked")
                        .tag("family", "consent-events.<business>")
                        .gauge();
        return gauge == null ? -1 : gauge.value();
    }
}
