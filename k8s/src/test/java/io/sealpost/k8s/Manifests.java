package io.sealpost.k8s;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The objects of the base, as {@code kubectl kustomize} builds them, and the job. */
record Manifests(List<JsonNode> objects) {
    /** This checkout. */
    static final Path ROOT = Path.of(System.getProperty("sealpost.root", "..")).toAbsolutePath();

    static final Path BASE = ROOT.resolve("k8s/base");

    /** Skips the test where there is no {@code kubectl}. */
    static Manifests ofBase() {
        boolean found =
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
        assumeTrue(found, "skipped: no kubectl on the PATH");
        return new Manifests(parse(kustomized() + "---\n" + job()));
    }

    static List<JsonNode> parse(String yaml) {
        YAMLMapper mapper = new YAMLMapper();
        try (var documents = mapper.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            return StreamSupport.stream(Spliterators.spliteratorUnknownSize(documents, 0), false)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String job() {
        try {
            return Files.readString(ROOT.resolve("k8s/register-business.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String kustomized() {
        try {
            Process process =
                    new ProcessBuilder("kubectl", "kustomize", BASE.toString())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            String yaml =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError("kubectl kustomize refuses " + BASE);
            }
            return yaml;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    List<JsonNode> ofKind(String kind) {
        return objects.stream().filter(o -> o.path("kind").asText().equals(kind)).toList();
    }

    /** The objects that have pods. */
    Stream<JsonNode> workloads() {
        return Stream.of("Deployment", "Job").flatMap(kind -> ofKind(kind).stream());
    }

    /** Whether there is an object of that kind and name. */
    boolean has(String kind, String name) {
        return ofKind(kind).stream().anyMatch(object -> name(object).equals(name));
    }

    static String name(JsonNode object) {
        return object.at("/metadata/name").asText();
    }

    /** The containers of a workload, including init containers. */
    static Stream<JsonNode> containers(JsonNode workload) {
        JsonNode pod = workload.at("/spec/template/spec");
        return Stream.concat(stream(pod.path("initContainers")), stream(pod.path("containers")));
    }

    static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
