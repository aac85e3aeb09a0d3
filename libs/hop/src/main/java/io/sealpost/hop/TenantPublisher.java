package io.sealpost.hop;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/**
 * Publishes on tenants' topics. One of them may be deleted or forbidden at any time, so no send
 * waits for a topic that the broker reports as unusable (ADR 0038). Thread-safe.
 */
public final class TenantPublisher implements AutoCloseable {
    private static final Duration ACKNOWLEDGEMENT_TIMEOUT = Duration.ofSeconds(2);

    private final Predicate<String> isTenants;
    private final Publisher publisher;
    private final Destinations destinations;
    private final Executor worker;

    /**
     * @param isTenants whether a topic is a tenant's
     * @param producer made with {@link ProducerSettings#boundedProducer}
     * @param worker where records are sent after the broker has answered
     * @param fatal called with an error that no retry can repair; ends the process
     */
    public TenantPublisher(
            Predicate<String> isTenants,
            Producer<String, byte[]> producer,
            Admin admin,
            Executor worker,
            Consumer<Exception> fatal) {
        this.isTenants = isTenants;
        this.publisher = new Publisher(producer, failure -> report(failure, fatal));
        this.destinations = new Destinations(admin);
        this.worker = worker;
    }

    /** The repeated attempt asks the broker and parks, so a missing right is not permanent. */
    private static void report(Exception failure, Consumer<Exception> fatal) {
        if (!(failure instanceof TopicAuthorizationException)) {
            fatal.accept(failure);
        }
    }

    /** The tenants' topics that the records are for. */
    Set<String> topics(Collection<ProducerRecord<String, byte[]>> records) {
        return records.stream()
                .map(ProducerRecord::topic)
                .filter(isTenants)
                .collect(Collectors.toSet());
    }

    /**
     * Those of the topics that are missing or forbidden, without a request for topics that were
     * confirmed recently. Fails if the broker does not answer.
     */
    Uni<Set<String>> unusable(Set<String> topics) {
        Uni<Set<String>> unusable = destinations.unusable(topics);
        return topics.isEmpty() ? unusable : unusable.emitOn(worker);
    }

    /**
     * Sends the records in order; done when the broker has acknowledged all of them. Fails if it
     * reports one of the topics as missing or forbidden instead; the client may still deliver the
     * records when that topic returns.
     */
    Uni<Void> publish(List<ProducerRecord<String, byte[]>> records, Runnable midway) {
        if (records.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Set<String> topics = topics(records);
        return Uni.combine()
                .any()
                .of(publisher.publish(records, midway), failIfUnusable(topics))
                .invoke(() -> destinations.confirm(topics))
                .onFailure()
                .invoke(() -> destinations.doubt(topics));
    }

    /** Asks the broker while acknowledgements are missing. If it does not answer, they may come. */
    private Uni<Void> failIfUnusable(Set<String> topics) {
        return Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(ACKNOWLEDGEMENT_TIMEOUT)
                .chain(() -> destinations.ask(topics))
                .onFailure()
                .recoverWithItem(Set.of())
                .repeat()
                .until(unusable -> !unusable.isEmpty())
                .onItem()
                .ignoreAsUni()
                .onItem()
                .failWith(DestinationUnusable::new);
    }

    @Override
    public void close() {
        publisher.close();
        destinations.close();
    }
}
