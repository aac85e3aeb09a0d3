package io.sealpost.cli.local;

import io.sealpost.embedded.Broker;
import io.sealpost.embedded.Credentials;
import io.sealpost.wire.BrokerAccess;
import io.sealpost.wire.Topic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Creates topics, users and rights at the local broker, as its administrator. Repeating a call
 * changes nothing.
 */
public final class BrokerAdministration implements AutoCloseable {
    private static final int SCRAM_ITERATIONS = 4096;

    private final Admin admin;

    BrokerAdministration(Broker broker) {
        this.admin = Admin.create(broker.adminConfig());
    }

    /** Creates the topics that do not exist yet, by their names at the broker. */
    private void createTopics(Map<String, Topic> topics) {
        List<NewTopic> created =
                topics.entrySet().stream()
                        .map(
                                entry ->
                                        new NewTopic(
                                                        entry.getKey(),
                                                        entry.getValue().partitions(),
                                                        (short) 1)
                                                .configs(entry.getValue().settings()))
                        .toList();
        admin.createTopics(created).values().values().forEach(BrokerAdministration::awaitCreated);
    }

    /**
     * Creates topics and rights that are missing, sets settings that differ, and removes rights
     * that the catalogue no longer lists for a login. Each is one request, and none is made where
     * nothing differs. The number of partitions is never changed: another number would put a key's
     * records on another partition.
     *
     * @return whether anything differed
     */
    boolean reconcile(RequiredBrokerState required) {
        Set<String> present = await(admin.listTopics().names());
        Map<String, Topic> missing = new HashMap<>(required.topics());
        missing.keySet().removeAll(present);
        if (!missing.isEmpty()) {
            createTopics(missing);
        }
        Set<String> kept = new HashSet<>(required.topics().keySet());
        kept.retainAll(present);
        boolean changed = setSettings(required.topics(), kept);
        return setRights(required.rights()) | changed | !missing.isEmpty();
    }

    private boolean setSettings(Map<String, Topic> required, Set<String> topics) {
        List<ConfigResource> resources =
                topics.stream()
                        .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                        .toList();
        var changes =
                BrokerChanges.settings(required, await(admin.describeConfigs(resources).all()));
        if (!changes.isEmpty()) {
            await(admin.incrementalAlterConfigs(changes).all());
        }
        return !changes.isEmpty();
    }

    private boolean setRights(Map<String, List<BrokerAccess>> required) {
        BrokerChanges.Rights changes =
                BrokerChanges.rights(
                        required, await(admin.describeAcls(AclBindingFilter.ANY).values()));
        if (!changes.missing().isEmpty()) {
            await(admin.createAcls(changes.missing()).all());
        }
        if (!changes.surplus().isEmpty()) {
            var unused =
                    await(
                            admin.deleteAcls(
                                            changes.surplus().stream()
                                                    .map(AclBinding::toFilter)
                                                    .toList())
                                    .all());
        }
        return !changes.missing().isEmpty() || !changes.surplus().isEmpty();
    }

    /** Creates the users or sets their passwords. */
    void setPasswords(Collection<Credentials> users) {
        var scram = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, SCRAM_ITERATIONS);
        List<UserScramCredentialAlteration> changes = new ArrayList<>();
        users.forEach(
                user ->
                        changes.add(
                                new UserScramCredentialUpsertion(
                                        user.user(), scram, user.password())));
        await(admin.alterUserScramCredentials(changes).all());
    }

    /** The number of a topic's partitions that are assigned to members of a service's groups. */
    int assigned(String service, String topic) {
        List<String> groups =
                await(admin.listGroups().all()).stream()
                        .map(GroupListing::groupId)
                        .filter(group -> group.startsWith(service + "."))
                        .toList();
        return (int)
                await(admin.describeConsumerGroups(groups).all()).values().stream()
                        .flatMap(group -> group.members().stream())
                        .flatMap(member -> member.assignment().topicPartitions().stream())
                        .filter(partition -> partition.topic().equals(topic))
                        .distinct()
                        .count();
    }

    @Override
    public void close() {
        admin.close();
    }

    private static void awaitCreated(KafkaFuture<Void> created) {
        try {
            await(created);
        } catch (TopicExistsException e) {
            // The command was given before.
            return;
        }
    }

    private static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure
                    ? failure
                    : new IllegalStateException(
                            "the broker refused a change of its topics, rights or users",
                            e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the broker", e);
        }
    }
}
