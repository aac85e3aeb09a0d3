package io.sealpost.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealpost.seal.id.Lane;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The catalogue is complete and consistent. */
class CatalogueTest {
    private static final Set<String> PARTIES =
            Set.of(
                    "tenant",
                    "operator",
                    "ingest",
                    "consent",
                    "encryption",
                    "delivery",
                    "retention-audit");

    private final Catalogue catalogue = Catalogue.get();

    @Test
    void everyTopicHasKnownWritersAndReadersAndAnOwnerAmongTheWriters() {
        for (Topic topic : catalogue.topics()) {
            assertThat(PARTIES)
                    .as(topic.name())
                    .containsAll(topic.writers())
                    .containsAll(topic.readers());
            assertThat(topic.writers()).as(topic.name()).contains(topic.owner());
            assertThat(topic.readers()).as(topic.name()).isNotEmpty();
        }
    }

    @Test
    void everyStepOfTheAuditLogHasOneSourceAndTheLogReadsIt() {
        List<Topic> sources =
                catalogue.topics().stream().filter(topic -> !topic.steps().isEmpty()).toList();

        assertThat(sources)
                .allSatisfy(topic -> assertThat(topic.readers()).contains("retention-audit"));
        assertThat(sources.stream().flatMap(topic -> topic.steps().stream()).distinct())
                .containsExactlyInAnyOrder(
                        "ACCEPTED",
                        "CLEARED",
                        "SEALED",
                        "REJECTED",
                        "REFUSED",
                        "UNSEALABLE",
                        "SENT",
                        "DELIVERED",
                        "READ",
                        "EXPIRED",
                        "RECALLED",
                        "FAILED");
    }

    @Test
    void aTenantsTopicMatchesItsFamilyAndAnUrgentOneMatchesItsOwn() {
        assertThat(catalogue.matching("send-requests.acme").orElseThrow().name())
                .isEqualTo("send-requests.<business>");
        assertThat(catalogue.matching("send-requests-urgent.acme").orElseThrow().name())
                .isEqualTo("send-requests-urgent.<business>");
        assertThat(catalogue.matching("send-requests.Acme")).isEmpty();
        assertThat(catalogue.matching("send-requests.acme.more")).isEmpty();
    }

    @Test
    void eachLaneOfAStageHasItsOwnTopic() {
        LaneTopics steps = catalogue.lanes("message-steps");

        assertThat(steps.of(Lane.URGENT).name()).isEqualTo("message-steps.urgent");
        assertThat(steps.of(Lane.BULK).name()).isEqualTo("message-steps.bulk");
    }

    @Test
    void anUnknownLaneHasNoTopic() {
        LaneTopics steps = catalogue.lanes("message-steps");

        assertThatThrownBy(() -> steps.of(Lane.UNKNOWN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aStageWithoutLanesHasNoLaneTopics() {
        assertThatThrownBy(() -> catalogue.lanes("device-wakes"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCompactedTopicLimitsHowLongADeletedValueIsKept() {
        assertThat(catalogue.named("device-lists").settings())
                .containsEntry("cleanup.policy", "compact")
                .containsEntry("max.compaction.lag.ms", "86400000");
    }

    @Test
    void topicsOfALaneHaveSixPartitionsAndTopicsOfATenantTwo() {
        assertThat(catalogue.families())
                .allSatisfy(topic -> assertThat(topic.partitions()).isEqualTo(2));
        assertThat(catalogue.topics())
                .filteredOn(
                        topic -> topic.name().endsWith(".urgent") || topic.name().endsWith(".bulk"))
                .hasSize(6)
                .allSatisfy(topic -> assertThat(topic.partitions()).isEqualTo(6));
    }
}
