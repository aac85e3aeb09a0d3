package io.sealpost.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.consent.domain.EvidenceMethod;
import io.sealpost.consent.domain.Refusal;
import io.sealpost.schemas.Reason;
import io.sealpost.wire.Catalogue;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
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

    @Test
    void everyRefusalIsAReasonOnTheWire() {
        assertThat(Arrays.stream(Refusal.values()).map(Enum::name))
                .isSubsetOf(Arrays.stream(Reason.values()).map(Enum::name).toList());
    }

    @Test
    void everyMethodOfTheWireIsKnown() {
        assertThat(Arrays.stream(io.sealpost.schemas.EvidenceMethod.values()).map(Enum::name))
                .filteredOn(name -> !name.equals("UNKNOWN"))
                .containsExactlyElementsOf(
                        Arrays.stream(EvidenceMethod.values()).map(Enum::name).toList());
    }
}
