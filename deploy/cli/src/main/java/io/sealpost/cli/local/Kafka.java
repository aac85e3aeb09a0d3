package io.sealpost.cli.local;

import io.sealpost.embedded.Broker;
import io.sealpost.embedded.Credentials;
import io.sealpost.wire.Access;
import io.sealpost.wire.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

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

    /** Creates the user or sets its password, and gives it exactly these rights more. */
    public void createUser(Credentials user, List<Access> access) {
        var scram = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, SCRAM_ITERATIONS);
        await(
                admin.alterUserScramCredentials(
                                List.of(
                                        new UserScramCredentialUpsertion(
                                                user.user(), scram, user.password())))
                        .all());
        List<AclBinding> rights = new ArrayList<>();
        access.forEach(entry -> rights.addAll(bindings("User:" + user.user(), entry)));
        await(admin.createAcls(rights).all());
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

    private static List<AclBinding> bindings(String principal, Access access) {
        ResourcePattern resource =
                new ResourcePattern(
                        access.kind() == Access.Kind.TOPIC
                                ? ResourceType.TOPIC
                                : ResourceType.GROUP,
                        access.resource(),
                        access.prefixed() ? PatternType.PREFIXED : PatternType.LITERAL);
        Stream<AclOperation> operations =
                access.operations().stream()
                        .map(operation -> AclOperation.valueOf(operation.name()));
        return Stream.concat(operations, Stream.of(AclOperation.DESCRIBE))
                .map(
                        operation ->
                                new AclBinding(
                                        resource,
                                        new AccessControlEntry(
                                                principal,
                                                "127.0.0.1",
                                                operation,
                                                AclPermissionType.ALLOW)))
                .toList();
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
