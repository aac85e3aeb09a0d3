package io.sealpost.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.wire.BrokerAccess;
import io.sealpost.wire.Catalogue;
import io.sealpost.wire.Topic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

class BrokerChangesTest {
    private static final Topic TOPIC = Catalogue.get().named("business-commands");
    private static final ConfigResource RESOURCE =
            new ConfigResource(ConfigResource.Type.TOPIC, TOPIC.name());
    private static final Map<String, List<BrokerAccess>> RIGHTS =
            Map.of("ingest", BrokerAccess.ofService(Catalogue.get(), "ingest"));

    @Test
    void aSettingThatDiffersIsSetAndNothingElse() {
        List<ConfigEntry> present = entries();
        present.removeIf(entry -> entry.name().equals("retention.ms"));
        present.add(new ConfigEntry("retention.ms", "1"));
        present.add(new ConfigEntry("max.message.bytes", "2"));

        var changes =
                BrokerChanges.settings(
                        Map.of(TOPIC.name(), TOPIC), Map.of(RESOURCE, config(present)));

        assertThat(changes.get(RESOURCE))
                .containsExactly(
                        new AlterConfigOp(
                                new ConfigEntry(
                                        "retention.ms", TOPIC.settings().get("retention.ms")),
                                AlterConfigOp.OpType.SET));
    }

    @Test
    void aTopicThatIsAsRequiredIsNotChanged() {
        assertThat(
                        BrokerChanges.settings(
                                Map.of(TOPIC.name(), TOPIC), Map.of(RESOURCE, config(entries()))))
                .isEmpty();
    }

    @Test
    void aMissingRightIsGivenAndOneThatTheCatalogueNoLongerListsIsRemoved() {
        Set<AclBinding> present = new HashSet<>(BrokerChanges.rights(RIGHTS, Set.of()).missing());
        AclBinding lost = present.iterator().next();
        AclBinding old = right("User:ingest", "127.0.0.1", AclPermissionType.ALLOW);
        present.remove(lost);
        present.add(old);

        BrokerChanges.Rights changes = BrokerChanges.rights(RIGHTS, present);

        assertThat(changes.missing()).containsExactly(lost);
        assertThat(changes.surplus()).containsExactly(old);
    }

    @Test
    void rightsOfOthersAreNotRemoved() {
        Set<AclBinding> present = new HashSet<>(BrokerChanges.rights(RIGHTS, Set.of()).missing());
        present.add(right("User:somebody", "127.0.0.1", AclPermissionType.ALLOW));
        present.add(right("User:ingest", "10.0.0.1", AclPermissionType.ALLOW));
        present.add(right("User:ingest", "127.0.0.1", AclPermissionType.DENY));

        assertThat(BrokerChanges.rights(RIGHTS, present))
                .isEqualTo(new BrokerChanges.Rights(Set.of(), Set.of()));
    }

    private static AclBinding right(String principal, String host, AclPermissionType type) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, "of-an-old-release", PatternType.LITERAL),
                new AccessControlEntry(principal, host, AclOperation.READ, type));
    }

    private static List<ConfigEntry> entries() {
        List<ConfigEntry> entries = new ArrayList<>();
        TOPIC.settings().forEach((name, value) -> entries.add(new ConfigEntry(name, value)));
        return entries;
    }

    private static Config config(List<ConfigEntry> entries) {
        return new Config(entries);
    }
}
