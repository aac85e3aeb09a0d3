package io.sealpost.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.embedded.Binaries;
import io.sealpost.embedded.Broker;
import io.sealpost.embedded.BrokerSettings;
import io.sealpost.wire.BrokerAccess;
import io.sealpost.wire.Catalogue;
import io.sealpost.wire.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a real broker: an upgrade changes existing topics and rights to those of the catalogue. */
class BrokerAdministrationTest {
    private static final Topic TOPIC = Catalogue.get().named("business-commands");

    @Test
    void anUpgradeChangesExistingTopicsAndRights(@TempDir Path folder) throws Exception {
        Broker broker = new Broker(Binaries.ofBuild(), folder, BrokerSettings.secured());
        broker.start();
        try (BrokerAdministration kafka = new BrokerAdministration(broker);
                Admin admin = Admin.create(broker.adminConfig())) {
            Map<String, List<BrokerAccess>> old = rights(BrokerAccess.Operation.WRITE);
            settle(kafka, new RequiredBrokerState(Map.of("one", kept(Duration.ofDays(1))), old));
            Map<String, Topic> topics =
                    Map.of("one", kept(Duration.ofDays(7)), "two", kept(Duration.ofDays(7)));
            Map<String, List<BrokerAccess>> rights = rights(BrokerAccess.Operation.READ);

            settle(kafka, new RequiredBrokerState(topics, rights));

            assertThat(retention(admin)).isEqualTo(Long.toString(Duration.ofDays(7).toMillis()));
            assertThat(admin.listTopics().names().get()).contains("one", "two");
            assertThat(
                            Set.<AclBinding>copyOf(
                                    admin.describeAcls(AclBindingFilter.ANY).values().get()))
                    .isEqualTo(BrokerChanges.rights(rights, Set.of()).missing());
        } finally {
            broker.stop();
        }
    }

    /** The broker learns what the controller decided a moment later. */
    private static void settle(BrokerAdministration kafka, RequiredBrokerState required) {
        assertThat(kafka.reconcile(required)).isTrue();
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (kafka.reconcile(required)) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private static Map<String, List<BrokerAccess>> rights(BrokerAccess.Operation operation) {
        return Map.of(
                "acme",
                List.of(
                        new BrokerAccess(
                                BrokerAccess.Kind.TOPIC, "one", false, Set.of(operation))));
    }

    private static Topic kept(Duration retention) {
        return new Topic(
                TOPIC.name(),
                TOPIC.key(),
                TOPIC.value(),
                1,
                TOPIC.cleanup(),
                retention,
                TOPIC.owner(),
                TOPIC.writers(),
                TOPIC.readers(),
                TOPIC.steps(),
                TOPIC.time());
    }

    private static String retention(Admin admin) throws ExecutionException, InterruptedException {
        ConfigResource one = new ConfigResource(ConfigResource.Type.TOPIC, "one");
        return admin.describeConfigs(List.of(one)).all().get().values().stream()
                .map(config -> config.get("retention.ms").value())
                .collect(Collectors.joining());
    }
}
