package io.sealpost.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** The manifests run the images that {@code -Pimages} makes. */
class ImagesTest {
    @Test
    void everyPodRunsAnImageThatIsMadeAsTheUserItWasMadeFor() throws Exception {
        String made = image("container-image.group") + "/SERVICE:" + image("container-image.tag");
        List<JsonNode> pods =
                Manifests.ofBase()
                        .workloads()
                        .filter(
                                workload ->
                                        !workload.at("/metadata/name").asText().equals("registry"))
                        .map(workload -> workload.at("/spec/template/spec"))
                        .toList();

        assertThat(pods).hasSize(6);
        for (JsonNode pod : pods) {
            JsonNode context = pod.path("securityContext");
            String user = context.path("runAsUser").asText();
            assertThat(user + ":" + context.path("runAsGroup").asText())
                    .isEqualTo(image("jib.user"));
            assertThat(pod.at("/containers/0/image").asText().replaceAll("/.*:", "/SERVICE:"))
                    .isEqualTo(made);
        }
    }

    /**
     * Conscrypt is native code: without these options this JVM warns, and a later one refuses it.
     */
    @Test
    void anImagesJvmIsStartedAsTheBuildsOwn() throws Exception {
        String jvm = value("pom.xml", "/project/properties/*[name()='sealpost.jvm']");

        assertThat(image("jib.jvm-additional-arguments").split(","))
                .containsExactly(jvm.split(" "));
    }

    private static String image(String setting) throws Exception {
        return value(
                "services/pom.xml",
                "//profile[id='images']/properties/*[name()='quarkus." + setting + "']");
    }

    private static String value(String pom, String path) throws Exception {
        Document document =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(Manifests.ROOT.resolve(pom).toFile());
        return XPathFactory.newInstance().newXPath().evaluate(path, document);
    }
}
