package io.sealpost.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.wire.Catalogue;
import io.sealpost.wire.LaneTopics;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ConfigurationTest {

    @Test
    void theLedgerReadsTheCataloguesTopicsOfTenants() throws IOException {
        assertThat(topic("consent-commands"))
                .isEqualTo(
                        Catalogue.get().named("consent-commands.<business>").pattern().pattern());
    }

    @Test
    void theClearanceReadsTheCataloguesTopicOfEachLane() throws IOException {
        LaneTopics accepted = Catalogue.get().lanes("accepted-messages");

        assertThat(topic("accepted-urgent")).isEqualTo(accepted.urgent().name());
        assertThat(topic("accepted-bulk")).isEqualTo(accepted.bulk().name());
    }

    private static String topic(String channel) throws IOException {
        Properties properties = new Properties();
        try (InputStream file =
                ConfigurationTest.class.getResourceAsStream("/application.properties")) {
            properties.load(Objects.requireNonNull(file));
        }
        return properties.getProperty("mp.messaging.incoming." + channel + ".topic");
    }
}
