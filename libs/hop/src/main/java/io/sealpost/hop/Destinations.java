package io.sealpost.hop;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Which topics can be written, as the broker reports it. An answer counts for some seconds, and so
 * does an acknowledged record: a busy topic needs no request. Thread-safe.
 */
final class Destinations implements AutoCloseable {
    private static final Duration CONFIRMED_FOR = Duration.ofSeconds(10);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(3);

    private final Admin admin;

    /** The time of each topic's last confirmation, in {@link System#nanoTime}. */
    private final Map<String, Long> confirmed = new ConcurrentHashMap<>();

    Destinations(Admin admin) {
        this.admin = admin;
    }

    /**
     * Those of the topics that are missing or forbidden. Asks the broker about topics without a
     * recent confirmation, all in one request; fails if it does not answer.
     */
    Uni<Set<String>> unusable(Set<String> topics) {
        Set<String> unconfirmed = new HashSet<>(topics);
        unconfirmed.removeIf(this::isConfirmed);
        return ask(unconfirmed);
    }

    /** The same, whatever was confirmed. */
    Uni<Set<String>> ask(Set<String> topics) {
        return topics.isEmpty()
                ? Uni.createFrom().item(Set.of())
                : Uni.createFrom()
                        .deferred(() -> describe(topics))
                        .invoke(unusable -> record(topics, unusable));
    }

    private Uni<Set<String>> describe(Set<String> topics) {
        DescribeTopicsOptions options =
                new DescribeTopicsOptions()
                        .includeAuthorizedOperations(true)
                        .timeoutMs(Math.toIntExact(REQUEST_TIMEOUT.toMillis()));
        Set<String> unusable = ConcurrentHashMap.newKeySet();
        var answers =
                admin.describeTopics(topics, options).topicNameValues().entrySet().stream()
                        .map(
                                answer ->
                                        isUsable(answer.getValue())
                                                .invoke(
                                                        usable -> {
                                                            if (!usable) {
                                                                unusable.add(answer.getKey());
                                                            }
                                                        }))
                        .toList();
        return Uni.join().all(answers).andFailFast().replaceWith(unusable);
    }

    private static Uni<Boolean> isUsable(KafkaFuture<TopicDescription> answer) {
        return Uni.createFrom()
                .completionStage(answer.toCompletionStage())
                .map(Destinations::isWritable)
                .onFailure(Destinations::isMissingOrForbidden)
                .recoverWithItem(false);
    }

    /** A topic may be described where writing is forbidden. */
    private static boolean isWritable(TopicDescription topic) {
        Set<AclOperation> permitted = topic.authorizedOperations();
        return permitted == null || permitted.contains(AclOperation.WRITE);
    }

    private static boolean isMissingOrForbidden(Throwable failure) {
        return failure instanceof UnknownTopicOrPartitionException
                || failure instanceof TopicAuthorizationException;
    }

    private void record(Set<String> topics, Set<String> unusable) {
        topics.forEach(
                topic -> {
                    if (unusable.contains(topic)) {
                        confirmed.remove(topic);
                    } else {
                        confirm(Set.of(topic));
                    }
                });
    }

    /** Records that the topics are usable. */
    void confirm(Collection<String> topics) {
        long now = System.nanoTime();
        topics.forEach(topic -> confirmed.put(topic, now));
    }

    /** The next question about the topics goes to the broker. */
    void doubt(Collection<String> topics) {
        confirmed.keySet().removeAll(topics);
    }

    private boolean isConfirmed(String topic) {
        Long at = confirmed.get(topic);
        return at != null && System.nanoTime() - at < CONFIRMED_FOR.toNanos();
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
