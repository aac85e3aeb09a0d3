package io.sealpost.ingest.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.ingest.Samples;
import io.sealpost.ingest.domain.Arrival;
import io.sealpost.ingest.domain.Lanes;
import io.sealpost.schemas.Category;
import io.sealpost.schemas.Lane;
import io.sealpost.seal.id.BusinessId;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaneTest {

    @ParameterizedTest
    @CsvSource({
        "AUTHENTICATION, false, URGENT",
        "AUTHENTICATION, true,  URGENT",
        "SERVICE,        false, BULK",
        "SERVICE,        true,  URGENT",
        "UTILITY,        false, BULK",
        "UTILITY,        true,  BULK",
        "MARKETING,      false, BULK",
        "MARKETING,      true,  BULK",
        "UNKNOWN,        false, BULK",
        "UNKNOWN,        true,  BULK",
    })
    void theCategoryAndTheTopicGiveTheLane(Category category, boolean urgentTopic, Lane lane) {
        Instant now = Instant.parse("2026-05-04T10:00:00Z");
        Arrival arrival = new Arrival(new BusinessId(Samples.BUSINESS), urgentTopic, now);
        var wire = Samples.request(now).setCategory(category).build();
        assertThat(Lanes.of(RequestEdge.request(arrival, wire))).isEqualTo(lane);
    }
}
