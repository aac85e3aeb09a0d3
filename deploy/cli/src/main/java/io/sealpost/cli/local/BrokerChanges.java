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

/** The changes that bring a broker to its required state. Pure. */
final class BrokerChanges {
    private static final String HOST = "127.0.0.1";
    private static final String USER = "User:";

    private BrokerChanges() {}

    /** The settings to set. Settings that the catalogue does not name are not changed. */
    static Map<ConfigResource, Collection<AlterConfigOp>> settings(
            Map<String, Topic> required, Map<ConfigResource, Config> present) {
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        present.forEach(
                (resource, config) -> {
                    Topic topic = required.get(resource.name());
                    List<AlterConfigOp> different =
                            topic == null ? List.of() : different(topic, config);
                    if (!different.isEmpty()) {
                        changes.put(resource, different);
                    }
                });
        return changes;
    }

    private static List<AlterConfigOp> different(Topic required, Config present) {
        List<AlterConfigOp> changes = new ArrayList<>();
        required.settings()
                .forEach(
                        (name, value) -> {
                            ConfigEntry now = present.get(name);
                            if (now == null || !value.equals(now.value())) {
                                changes.add(
                                        new AlterConfigOp(
                                                new ConfigEntry(name, value), OpType.SET));
                            }
                        });
        return changes;
    }

    /**
     * Rights to give and rights to remove.
     *
     * @param missing rights that a login must have and does not have
     * @param surplus rights that a login of this platform has and the catalogue does not list
     */
    record Rights(Set<AclBinding> missing, Set<AclBinding> surplus) {}

    /** Denials, and rights of logins that are not in {@code required}, are not changed. */
    static Rights rights(Map<String, List<BrokerAccess>> required, Collection<AclBinding> present) {
        Set<AclBinding> wanted = new HashSet<>();
        required.forEach(
                (login, all) ->
                        all.forEach(access -> bindings(login, access).forEach(wanted::add)));
        Set<AclBinding> missing = new HashSet<>(wanted);
        present.forEach(missing::remove);
        Set<AclBinding> surplus = new HashSet<>();
        for (AclBinding binding : present) {
            if (isOurs(binding.entry(), required.keySet()) && !wanted.contains(binding)) {
                surplus.add(binding);
            }
        }
        return new Rights(missing, surplus);
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
                        access.operations().stream().map(BrokerChanges::operation),
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

    private static AclOperation operation(BrokerAccess.Operation operation) {
        return switch (operation) {
            case READ -> AclOperation.READ;
            case WRITE -> AclOperation.WRITE;
        };
    }
}
