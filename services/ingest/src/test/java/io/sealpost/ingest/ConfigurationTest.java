package io.sealpost.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.wire.Catalogue;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ConfigurationTest {

    @Test
    void theChannelsReadExactlyTheCataloguesTenantTopics() throws IOException {
        Properties properties = new Properties();
        try (InputStream file = getClass().getResourceAsStream("/application.properties")) {
            properties.load(Objects.requireNonNull(file));
        }
        for (String family : new String[] {"send-requests", "send-requests-urgent"}) {
            assertThat(properties.getProperty("mp.messaging.incoming." + family + ".topic"))
                    .isEqualTo(Catalogue.get().named(family + ".<business>").pattern().pattern());
        }
    }
}
