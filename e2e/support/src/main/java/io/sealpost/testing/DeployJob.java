package io.sealpost.testing;

import io.sealpost.wire.Catalogue;
import io.sealpost.wire.SchemaRegistry;
import io.sealpost.wire.Topic;
import java.net.URI;
import java.util.List;
import org.apache.avro.Schema;

/** What the deploy job makes of the catalogue for one service, on the shared parts. */
public final class DeployJob {
    private final List<Topic> topics;

    /**
     * For what this service reads, writes or owns.
     *
     * @param service as the catalogue writes it
     */
    public DeployJob(String service) {
        this.topics =
                Catalogue.get().topics().stream()
                        .filter(
                                topic ->
                                        topic.readers().contains(service)
                                                || topic.writers().contains(service)
                                                || topic.owner().equals(service))
                        .toList();
    }

    /** Its schemas, and its topics that are no family. */
    public void run() {
        SchemaRegistry registry = new SchemaRegistry(URI.create(TestRegistry.shared().url()));
        for (Schema schema : topics.stream().map(Topic::schema).distinct().toList()) {
            registry.register(schema);
        }
        topics.stream()
                .filter(topic -> !topic.isFamily())
                .forEach(topic -> create(topic, topic.name()));
    }

    /** Its topics of one tenant. */
    public void addTenant(String business) {
        topics.stream().filter(Topic::isFamily).forEach(topic -> create(topic, topic.of(business)));
    }

    private static void create(Topic topic, String name) {
        TestBroker.shared().createTopic(name, topic.partitions(), topic.settings());
    }
}
