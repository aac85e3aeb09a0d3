package io.sealpost.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.sealpost.wire.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Strimzi's manifests are those of the catalogue. */
class StrimziManifestsTest {
    private final Catalogue catalogue = Catalogue.get();

    @ParameterizedTest
    @ValueSource(strings = {"topics.yaml", "users.yaml"})
    void theFilesAreThoseOfTheCatalogue(String name) throws IOException {
        assertThat(Manifests.BASE.resolve("kafka").resolve(name))
                .as("k8s/README.md describes how to make it again")
                .hasContent(StrimziManifests.files(catalogue).get(name));
    }

    @Test
    void aTenantHasATopicOfEachFamilyAndAUserThatWritesOnlyToItsOwn() {
        List<JsonNode> manifests = Manifests.parse(StrimziManifests.tenant(catalogue, "acme"));
        JsonNode user = manifests.getLast();

        assertThat(manifests.stream().filter(m -> m.at("/kind").asText().equals("KafkaTopic")))
                .extracting(topic -> topic.at("/metadata/name").asText())
                .containsExactlyElementsOf(
                        catalogue.families().map(family -> family.of("acme")).toList());
        assertThat(user.at("/kind").asText()).isEqualTo("KafkaUser");
        assertThat(user.at("/spec/authorization/acls"))
                .filteredOn(acl -> acl.at("/operations").toString().contains("Write"))
                .isNotEmpty()
                .allSatisfy(
                        acl -> {
                            assertThat(acl.at("/resource/patternType").asText())
                                    .isEqualTo("literal");
                            assertThat(acl.at("/resource/name").asText()).endsWith(".acme");
                        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest", "retention-audit", "operator", "acme-", "Acme", "a", "*", ""})
    void noTenantHasANameOfThePlatformOrOfAWrongForm(String business) {
        assertThatThrownBy(() -> StrimziManifests.tenant(catalogue, business))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theFolderOfTheManifestsExists() {
        assertThat(Files.isDirectory(Manifests.BASE)).isTrue();
    }
}
