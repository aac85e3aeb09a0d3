package io.sealpost.k8s;

import static io.sealpost.k8s.Manifests.name;
import static io.sealpost.k8s.Manifests.stream;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The references of pods to other objects, written {@code Kind/name}. */
final class References {
    /**
     * Objects that the operator makes by hand (README, "Before the first apply" and "A tenant").
     */
    private static final Set<String> BY_HAND =
            Set.of(
                    "ConfigMap/k8s-jar",
                    "ConfigMap/origins",
                    "ConfigMap/token-issuer",
                    "Secret/consent-kek",
                    "Secret/encryption-kek",
                    "Secret/retention-audit-kek");

    private final Manifests manifests;
    private final Set<String> named = new TreeSet<>();
    private final List<String> missing = new ArrayList<>();

    References(Manifests manifests) {
        this.manifests = manifests;
        manifests.workloads().forEach(this::collect);
        named.stream().filter(reference -> !exists(reference)).forEach(missing::add);
        manifests.ofKind("Service").forEach(this::ports);
    }

    List<String> missing() {
        return missing;
    }

    List<String> unused() {
        return BY_HAND.stream().filter(reference -> !named.contains(reference)).toList();
    }

    private void collect(JsonNode workload) {
        JsonNode pod = workload.at("/spec/template/spec");
        add("ServiceAccount/", pod.path("serviceAccountName"));
        stream(pod.path("volumes")).forEach(this::volume);
        Set<String> volumes = new TreeSet<>(pod.path("volumes").findValuesAsText("name"));
        Manifests.containers(workload)
                .forEach(
                        container -> {
                            environment(container);
                            stream(container.path("volumeMounts"))
                                    .filter(mount -> !volumes.contains(mount.at("/name").asText()))
                                    .forEach(mount -> missing.add("volume of " + name(workload)));
                        });
    }

    private void volume(JsonNode volume) {
        add("ConfigMap/", volume.at("/configMap/name"));
        add("Secret/", volume.at("/secret/secretName"));
        add("PersistentVolumeClaim/", volume.at("/persistentVolumeClaim/claimName"));
    }

    private void environment(JsonNode container) {
        Stream.concat(stream(container.path("env")), stream(container.path("envFrom")))
                .forEach(
                        entry -> {
                            add("ConfigMap/", entry.at("/configMapRef/name"));
                            add("Secret/", entry.at("/secretRef/name"));
                            add("ConfigMap/", entry.at("/valueFrom/configMapKeyRef/name"));
                            add("Secret/", entry.at("/valueFrom/secretKeyRef/name"));
                        });
    }

    private void add(String kind, JsonNode name) {
        if (!name.isMissingNode()) {
            named.add(kind + name.asText());
        }
    }

    private boolean exists(String reference) {
        String kind = reference.substring(0, reference.indexOf('/'));
        String name = reference.substring(reference.indexOf('/') + 1);
        return manifests.has(kind, name)
                || BY_HAND.contains(reference)
                || kind.equals("Secret") && isMadeByOperator(name);
    }

    /** Strimzi makes a secret for each user, CloudNativePG one for each cluster's owner. */
    private boolean isMadeByOperator(String secret) {
        JsonNode kafka = manifests.ofKind("Kafka").getFirst();
        String prefix = kafka.at("/spec/entityOperator/userOperator/secretPrefix").asText();
        return secret.startsWith(prefix)
                        && manifests.has("KafkaUser", secret.substring(prefix.length()))
                || secret.endsWith("-app")
                        && manifests.has("Cluster", secret.substring(0, secret.length() - 4));
    }

    private void ports(JsonNode service) {
        List<String> known =
                manifests.ofKind("Deployment").stream()
                        .filter(deployment -> name(deployment).equals(name(service)))
                        .flatMap(Manifests::containers)
                        .flatMap(container -> stream(container.path("ports")))
                        .map(port -> port.path("name").asText())
                        .toList();
        stream(service.at("/spec/ports"))
                .map(port -> port.path("targetPort").asText())
                .filter(port -> !known.contains(port))
                .forEach(port -> missing.add("port " + port + " of " + name(service)));
    }
}
