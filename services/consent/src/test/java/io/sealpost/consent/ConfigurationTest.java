package io.sealpost.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.wire.Catalogue;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ConfigurationTest {

    @Test
    void theLedgerReadsExactlyTheCataloguesTenantTopics() throws IOException {
        Properties properties = new Properties();
        try (InputStream file = getClass().getResourceAsStream("/application.properties")) {
            properties.load(Objects.requireNonNull(file));
        }

        assertThat(properties.getProperty("mp.messaging.incoming.consent-commands.topic"))
                .isEqualTo(
                        Catalogue.get().named("consent-commands.<business>").pattern().pattern());
    }
}
