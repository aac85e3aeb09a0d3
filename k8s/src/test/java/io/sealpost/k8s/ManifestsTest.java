package io.sealpost.k8s;

import static io.sealpost.k8s.Manifests.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Every object of the base as it would be applied: its schema, and rules that no schema has. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManifestsTest {
    private static final Path SCHEMAS = Manifests.ROOT.resolve("../shared/k8s-schemas");
    private static final Set<String> SERVICES =
            Set.of("ingest", "consent", "encryption", "delivery", "retention-audit");
    private static final Map<String, Long> UNITS =
            Map.of("m", 1L, "", 1_000L, "Ki", 1L << 10, "Mi", 1L << 20, "Gi", 1L << 30);

    private Manifests manifests = new Manifests(List.of());

    @BeforeAll
    void build() {
        manifests = Manifests.ofBase();
    }

    @Test
    void everyObjectFitsItsStrictSchema() throws IOException {
        assumeTrue(Files.isDirectory(SCHEMAS), "skipped: no folder " + SCHEMAS);
        for (JsonNode object : manifests.objects()) {
            assertThat(schema(object).validate(object))
                    .as(object.at("/kind").asText() + " " + name(object))
                    .isEmpty();
        }
        assertThat(manifests.objects()).hasSizeGreaterThan(50);
    }

    @Test
    void everyServiceHasADeploymentAServiceAnAccountADatabaseAndAUser() {
        for (String service : SERVICES) {
            assertThat(List.of("Deployment", "Service", "ServiceAccount", "KafkaUser"))
                    .as(service)
                    .allMatch(kind -> manifests.has(kind, service));
            assertThat(manifests.has("Cluster", service + "-db")).as(service).isTrue();
        }
    }

    @Test
    void aSelectorChoosesItsOwnPodsAndNamesNoVersion() {
        for (JsonNode deployment : deployments()) {
            JsonNode selector = deployment.at("/spec/selector/matchLabels");
            JsonNode labels = deployment.at("/spec/template/metadata/labels");
            assertThat(selector.properties()).as(name(deployment)).isNotEmpty();
            assertThat(labels.properties()).containsAll(selector.properties());
            assertThat(selector.has("app.kubernetes.io/version")).isFalse();
            assertThat(chosenBy(selector)).containsExactly(deployment);
        }
        for (JsonNode service : manifests.ofKind("Service")) {
            assertThat(chosenBy(service.at("/spec/selector")))
                    .extracting(Manifests::name)
                    .containsExactly(name(service));
        }
    }

    @Test
    void noContainerRequestsMoreThanItsLimitAndEachLimitsItsMemory() {
        for (JsonNode container : allContainers()) {
            JsonNode resources = container.path("resources");
            assertThat(resources.at("/requests/cpu").asText()).as(name(container)).isNotEmpty();
            assertThat(quantity(resources.at("/limits/memory")))
                    .isGreaterThanOrEqualTo(quantity(resources.at("/requests/memory")))
                    .isPositive();
        }
    }

    @Test
    void everyContainerHasStartupReadinessAndLivenessProbes() {
        for (JsonNode deployment : deployments()) {
            for (JsonNode container : deployment.at("/spec/template/spec/containers")) {
                for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
                    JsonNode port = container.path(probe).at("/httpGet/port");
                    assertThat(portNames(container)).as(probe).contains(port.asText());
                }
                if (SERVICES.contains(name(deployment))) {
                    assertThat(container.at("/startupProbe/httpGet/path").asText())
                            .isEqualTo("/q/health/started");
                    assertThat(container.at("/readinessProbe/httpGet/path").asText())
                            .isEqualTo("/q/health/ready");
                    assertThat(container.at("/livenessProbe/httpGet/path").asText())
                            .isEqualTo("/q/health/live");
                }
            }
        }
    }

    /**
     * Each attempt takes up to 5 s, and the steps after it wait up to a minute for the database.
     */
    @Test
    void theStartupProbeOutlastsTheWaitForTheDatabase() throws IOException {
        Properties settings = sharedSettings();
        int retries = Integer.parseInt(settings.getProperty("quarkus.flyway.connect-retries"));
        String pause = settings.getProperty("quarkus.flyway.connect-retries-interval");
        Duration wait = Duration.parse("PT" + pause).plusSeconds(5).multipliedBy(retries);
        for (String service : SERVICES) {
            JsonNode container =
                    deployments().stream()
                            .filter(deployment -> name(deployment).equals(service))
                            .map(deployment -> deployment.at("/spec/template/spec/containers/0"))
                            .findFirst()
                            .orElseThrow();
            assertThat(allowed(container.path("startupProbe")))
                    .as(service)
                    .isGreaterThan(wait.plusMinutes(1));
        }
    }

    @Test
    void everyPodFollowsTheRestrictedStandard() {
        for (JsonNode workload : manifests.workloads().toList()) {
            JsonNode pod = workload.at("/spec/template/spec");
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(pod.at("/securityContext/runAsUser").asInt()).isEqualTo(10_001);
            assertThat(pod.at("/securityContext/seccompProfile/type").asText())
                    .isEqualTo("RuntimeDefault");
            assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
        }
        for (JsonNode container : allContainers()) {
            JsonNode context = container.path("securityContext");
            assertThat(context.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
            assertThat(context.path("readOnlyRootFilesystem").asBoolean()).isTrue();
            assertThat(context.at("/capabilities/drop").toString()).isEqualTo("[\"ALL\"]");
            assertThat(context.has("privileged")).isFalse();
        }
    }

    /**
     * Kubernetes lets the group read a secret's file, and may change a volume's modes at a start.
     */
    @Test
    void keyFilesKeepTheModeThatServicesRequire() {
        for (JsonNode deployment : deployments()) {
            JsonNode pod = deployment.at("/spec/template/spec");
            if (pod.at("/securityContext").has("fsGroup")) {
                assertThat(pod.at("/securityContext/fsGroupChangePolicy").asText())
                        .isEqualTo("OnRootMismatch");
            }
            boolean hasKey = pod.toString().contains("SEALPOST_KEK_URI");
            assertThat(pod.at("/initContainers/0/command/2").asText())
                    .as(name(deployment))
                    .isEqualTo(hasKey ? "0600" : "");
        }
    }

    @Test
    void everyReferenceIsToAnObjectOfTheBaseOrOneMadeElsewhere() {
        References references = new References(manifests);

        assertThat(references.missing()).isEmpty();
        assertThat(references.unused()).as("listed as made elsewhere, and not used").isEmpty();
    }

    /** A committed offset or a signed checkpoint must not be lost with the primary. */
    @Test
    void noReplicaThatLacksACommitIsPromoted() {
        for (JsonNode cluster : manifests.ofKind("Cluster")) {
            JsonNode synchronous = cluster.at("/spec/postgresql/synchronous");
            assertThat(cluster.at("/spec/instances").asInt()).isGreaterThanOrEqualTo(3);
            assertThat(synchronous.path("number").asInt()).as(name(cluster)).isPositive();
            assertThat(synchronous.path("dataDurability").asText()).isEqualTo("required");
            assertThat(synchronous.path("failoverQuorum").asBoolean()).isTrue();
        }
    }

    /** Autoscalers, overlays and rolling restarts set these fields. */
    @Test
    void autoscalersOverlaysAndRollingRestartsArePossible() {
        for (JsonNode deployment : deployments()) {
            assertThat(deployment.path("spec").has("replicas")).as(name(deployment)).isFalse();
            JsonNode pod = deployment.at("/spec/template/spec");
            assertThat(pod.has("hostNetwork") || pod.has("nodeName")).isFalse();
            int grace = pod.path("terminationGracePeriodSeconds").asInt(30);
            int pause = pod.at("/containers/0/lifecycle/preStop/sleep/seconds").asInt();
            assertThat(pause + 20).isLessThan(grace);
        }
        for (JsonNode service : manifests.ofKind("Service")) {
            assertThat(service.path("spec").path("type").asText("ClusterIP"))
                    .isEqualTo("ClusterIP");
        }
    }

    private List<JsonNode> deployments() {
        return manifests.ofKind("Deployment");
    }

    private List<JsonNode> allContainers() {
        return manifests.workloads().flatMap(Manifests::containers).toList();
    }

    private List<JsonNode> chosenBy(JsonNode selector) {
        return deployments().stream()
                .filter(
                        deployment ->
                                deployment
                                        .at("/spec/template/metadata/labels")
                                        .properties()
                                        .containsAll(selector.properties()))
                .toList();
    }

    /** The settings that all services share. */
    private static Properties sharedSettings() throws IOException {
        Properties settings = new Properties();
        try (InputStream file =
                Files.newInputStream(
                        Manifests.ROOT.resolve(
                                "libs/hop/src/main/resources/META-INF/microprofile-config.properties"))) {
            settings.load(file);
        }
        return settings;
    }

    private static Duration allowed(JsonNode probe) {
        return Duration.ofSeconds(probe.path("periodSeconds").asLong())
                .multipliedBy(probe.path("failureThreshold").asLong());
    }

    private static List<String> portNames(JsonNode container) {
        return container.path("ports").findValuesAsText("name");
    }

    /** In bytes, or in thousandths of a core. */
    private static long quantity(JsonNode value) {
        String text = value.asText();
        String number = text.replaceAll("[^0-9]", "");
        return Long.parseLong(number) * UNITS.getOrDefault(text.substring(number.length()), 0L);
    }

    private static Schema schema(JsonNode object) throws IOException {
        List<String> api = new ArrayList<>(List.of(object.path("apiVersion").asText().split("/")));
        if (api.size() == 1) {
            api.addFirst("core");
        }
        String kind = object.path("kind").asText().toLowerCase(Locale.ROOT);
        Path file = SCHEMAS.resolve("%s-%s-%s.json".formatted(kind, api.get(0), api.get(1)));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(file));
    }
}
