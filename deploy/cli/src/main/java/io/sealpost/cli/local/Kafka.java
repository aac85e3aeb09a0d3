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

/** Makes topics, users and rights at the local broker. Doing it again changes nothing. */
public final class Kafka implements AutoCloseable {
    private static final int SCRAM_ITERATIONS = 4096;

    private final Admin admin;

    /** As the administrator. */
    public Kafka(Broker broker) {
        this.admin = Admin.create(broker.adminConfig());
    }

    /** Creates those topics that are not there; the names are of the broker, the entry says how. */
    public void createTopics(Map<String, Topic> topics) {
        List<NewTopic> wanted =
                topics.entrySet().stream()
                        .map(
                                entry ->
                                        new NewTopic(
                                                        entry.getKey(),
                                                        entry.getValue().partitions(),
                                                        (short) 1)
                                                .configs(entry.getValue().settings()))
                        .toList();
        admin.createTopics(wanted).values().values().forEach(Kafka::doneOrThere);
    }

    /**
     * Creates topics and rights that are not there, sets settings that differ, and takes back
     * rights that the catalogue gave a login and does not any more. Each is one call, and none
     * where nothing differs. The number of partitions stays: another one would put a key's records
     * on another partition.
     *
     * @return whether anything differed
     */
    boolean reconcile(Wanted wanted) {
        Set<String> there = await(admin.listTopics().names());
        Map<String, Topic> lacking = new HashMap<>(wanted.topics());
        lacking.keySet().removeAll(there);
        if (!lacking.isEmpty()) {
            createTopics(lacking);
        }
        Set<String> kept = new HashSet<>(wanted.topics().keySet());
        kept.retainAll(there);
        boolean set = setSettings(wanted.topics(), kept);
        return setRights(wanted.rights()) | set | !lacking.isEmpty();
    }

    private boolean setSettings(Map<String, Topic> wanted, Set<String> topics) {
        List<ConfigResource> resources =
                topics.stream()
                        .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                        .toList();
        var changes = Drift.settings(wanted, await(admin.describeConfigs(resources).all()));
        if (!changes.isEmpty()) {
            await(admin.incrementalAlterConfigs(changes).all());
        }
        return !changes.isEmpty();
    }

    private boolean setRights(Map<String, List<BrokerAccess>> wanted) {
        Drift.Rights drift =
                Drift.rights(wanted, await(admin.describeAcls(AclBindingFilter.ANY).values()));
        if (!drift.lacking().isEmpty()) {
            await(admin.createAcls(drift.lacking()).all());
        }
        if (!drift.surplus().isEmpty()) {
            var unused =
                    await(
                            admin.deleteAcls(
                                            drift.surplus().stream()
                                                    .map(AclBinding::toFilter)
                                                    .toList())
                                    .all());
        }
        return !drift.lacking().isEmpty() || !drift.surplus().isEmpty();
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

    /** How many partitions of a topic the members of a service's groups are reading now. */
    public int assigned(String service, String topic) {
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

    private static void doneOrThere(KafkaFuture<Void> created) {
        try {
            await(created);
        } catch (TopicExistsException e) {
            // As it should be: the command was given before.
            return;
        }
    }

    private static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure
                    ? failure
                    : new IllegalStateException("the broker refused", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking the broker", e);
        }
    }
}
