package io.sealpost.seal.id;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaneRuleTest {

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
    void theCategoryAndTheTopicDecideTheLane(Category category, boolean urgentTopic, Lane lane) {
        assertThat(LaneRule.lane(category, urgentTopic)).isEqualTo(lane);
    }
}
