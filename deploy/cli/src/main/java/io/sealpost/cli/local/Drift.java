package io.sealpost.cli.local;

import io.sealpost.wire.BrokerAccess;
import io.sealpost.wire.Topic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
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

/** How what a broker has differs from what it is to have. Pure. */
final class Drift {
    private static final String HOST = "127.0.0.1";
    private static final String USER = "User:";

    private Drift() {}

    /** The settings to set. What the catalogue does not name is left as it is. */
    static Map<ConfigResource, Collection<AlterConfigOp>> settings(
            Map<String, Topic> wanted, Map<ConfigResource, Config> there) {
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        there.forEach(
                (resource, config) -> {
                    Topic topic = wanted.get(resource.name());
                    List<AlterConfigOp> unlike = topic == null ? List.of() : unlike(topic, config);
                    if (!unlike.isEmpty()) {
                        changes.put(resource, unlike);
                    }
                });
        return changes;
    }

    private static List<AlterConfigOp> unlike(Topic wanted, Config there) {
        List<AlterConfigOp> changes = new ArrayList<>();
        wanted.settings()
                .forEach(
                        (name, value) -> {
                            ConfigEntry now = there.get(name);
                            if (now == null || !value.equals(now.value())) {
                                changes.add(
                                        new AlterConfigOp(
                                                new ConfigEntry(name, value), OpType.SET));
                            }
                        });
        return changes;
    }

    /**
     * Rights to give, and rights to take back.
     *
     * @param surplus what the catalogue gave a login of ours once and does not any more
     */
    record Rights(Set<AclBinding> lacking, Set<AclBinding> surplus) {}

    /** Rights of logins that are not asked about, and denials, are nobody's business here. */
    static Rights rights(Map<String, List<BrokerAccess>> wanted, Collection<AclBinding> there) {
        Set<AclBinding> right = new HashSet<>();
        wanted.forEach(
                (login, all) -> all.forEach(access -> bindings(login, access).forEach(right::add)));
        Set<AclBinding> lacking = new HashSet<>(right);
        there.forEach(lacking::remove);
        Set<AclBinding> surplus = new HashSet<>();
        for (AclBinding binding : there) {
            if (isOurs(binding.entry(), wanted.keySet()) && !right.contains(binding)) {
                surplus.add(binding);
            }
        }
        return new Rights(lacking, surplus);
    }

    private static boolean isOurs(AccessControlEntry entry, Set<String> logins) {
        return entry.principal().startsWith(USER)
                && logins.contains(entry.principal().substring(USER.length()))
                && entry.host().equals(HOST)
                && entry.permissionType() == AclPermissionType.ALLOW;
    }

    private static Stream<AclBinding> bindings(String login, BrokerAccess access) {
        ResourcePattern resource =
                new ResourcePattern(
                        access.kind() == BrokerAccess.Kind.TOPIC
                                ? ResourceType.TOPIC
                                : ResourceType.GROUP,
                        access.resource(),
                        access.prefixed() ? PatternType.PREFIXED : PatternType.LITERAL);
        return Stream.concat(
                        access.operations().stream()
                                .map(operation -> AclOperation.valueOf(operation.name())),
                        Stream.of(AclOperation.DESCRIBE))
                .map(
                        operation ->
                                new AclBinding(
                                        resource,
                                        new AccessControlEntry(
                                                USER + login,
                                                HOST,
                                                operation,
                                                AclPermissionType.ALLOW)));
    }
}
