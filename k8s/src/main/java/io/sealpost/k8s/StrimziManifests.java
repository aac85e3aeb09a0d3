package io.sealpost.k8s;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator.Feature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.wire.BrokerAccess;
import io.sealpost.wire.Catalogue;
import io.sealpost.wire.ReservedNames;
import io.sealpost.wire.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes the KafkaTopics and KafkaUsers of a cluster from the catalogue. The files are in the
 * repository, so that {@code kubectl apply -k} needs no build. A test fails where they differ.
 */
public final class StrimziManifests {
    /** The logins at the broker, without those of tenants. */
    private static final List<String> LOGINS =
            List.of("ingest", "consent", "encryption", "delivery", "retention-audit", "operator");

    private static final String API = "kafka.strimzi.io/v1";
    private static final int REPLICAS = 3;
    private static final String HEAD =
            "# Made from the topic catalogue; to change it, change topics.yaml and run what k8s/README.md says.\n";
    private static final YAMLMapper YAML =
            YAMLMapper.builder()
                    .enable(Feature.MINIMIZE_QUOTES)
                    .enable(Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                    .disable(Feature.SPLIT_LINES)
                    .build();

    private StrimziManifests() {}

    /**
     * {@code FOLDER} writes the files there; {@code tenant BUSINESS} prints a tenant's manifests.
     */
    public static void main(String[] args) throws IOException {
        Catalogue catalogue = Catalogue.get();
        if (args.length == 2 && args[0].equals("tenant")) {
            System.out.print(tenant(catalogue, args[1]));
            return;
        }
        for (Map.Entry<String, String> file : files(catalogue).entrySet()) {
            Files.writeString(Path.of(args[0]).resolve(file.getKey()), file.getValue());
        }
    }

    /** The files' contents by name. */
    static Map<String, String> files(Catalogue catalogue) {
        return new TreeMap<>(
                Map.of("topics.yaml", topics(catalogue), "users.yaml", users(catalogue)));
    }

    /**
     * A tenant's topics, one of each family, and its user.
     *
     * @throws IllegalArgumentException where a tenant cannot have this name
     */
    static String tenant(Catalogue catalogue, String business) {
        requireTenant(business);
        return catalogue
                        .families()
                        .map(family -> topic(family, family.of(business)))
                        .collect(Collectors.joining())
                + user(business, BrokerAccess.ofTenant(catalogue, business));
    }

    /** The names are also names of Kubernetes objects, which must not end with a hyphen. */
    static void requireTenant(String business) {
        if (ReservedNames.isReserved(business)
                || business.endsWith("-")
                || !BusinessId.isValid(business)) {
            throw new IllegalArgumentException(
                    "a tenant cannot have the name "
                            + business
                            + "; it is reserved, ends with a hyphen, or is not of the form [a-z][a-z0-9-]{1,30}");
        }
    }

    private static String topics(Catalogue catalogue) {
        return HEAD
                + catalogue
                        .singles()
                        .map(topic -> topic(topic, topic.name()))
                        .collect(Collectors.joining());
    }

    private static String users(Catalogue catalogue) {
        return HEAD
                + LOGINS.stream()
                        .map(name -> user(name, BrokerAccess.ofService(catalogue, name)))
                        .collect(Collectors.joining());
    }

    private static String topic(Topic topic, String name) {
        Map<String, Object> config = new TreeMap<>(topic.settings());
        config.put("min.insync.replicas", Integer.toString(REPLICAS - 1));
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("partitions", topic.partitions());
        spec.put("replicas", REPLICAS);
        spec.put("config", config);
        return manifest("KafkaTopic", name, spec);
    }

    private static String user(String name, List<BrokerAccess> access) {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("authentication", Map.of("type", "scram-sha-512"));
        Map<String, Object> authorization = new LinkedHashMap<>();
        authorization.put("type", "simple");
        authorization.put("acls", access.stream().map(StrimziManifests::acl).toList());
        spec.put("authorization", authorization);
        return manifest("KafkaUser", name, spec);
    }

    private static Map<String, Object> acl(BrokerAccess access) {
        Map<String, Object> resource = new LinkedHashMap<>();
        resource.put("type", access.kind().name().toLowerCase(Locale.ROOT));
        resource.put("name", access.resource());
        resource.put("patternType", access.prefixed() ? "prefix" : "literal");
        Map<String, Object> acl = new LinkedHashMap<>();
        acl.put("resource", resource);
        acl.put("operations", operations(access));
        return acl;
    }

    private static List<String> operations(BrokerAccess access) {
        return Stream.concat(
                        access.operations().stream()
                                .map(
                                        operation ->
                                                operation == BrokerAccess.Operation.READ
                                                        ? "Read"
                                                        : "Write"),
                        Stream.of("Describe"))
                .sorted()
                .toList();
    }

    private static String manifest(String kind, String name, Map<String, Object> spec) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", name);
        metadata.put("labels", Map.of("strimzi.io/cluster", "sealpost"));
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("apiVersion", API);
        manifest.put("kind", kind);
        manifest.put("metadata", metadata);
        manifest.put("spec", spec);
        try {
            return YAML.writeValueAsString(manifest);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no YAML for " + kind + " " + name, e);
        }
    }
}
