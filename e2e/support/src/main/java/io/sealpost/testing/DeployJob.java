package io.sealpost.testing;

import io.sealpost.wire.Catalogue;
import io.sealpost.wire.SchemaRegistry;
import io.sealpost.wire.Topic;
import java.net.URI;
import java.util.List;
import org.apache.avro.Schema;

/** Sets up the shared broker and registry for one service, as a deployment does. */
public final class DeployJob {
    private final List<Topic> topics;

    /**
     * For the topics that this service reads, writes or owns.
     *
     * @param service its name in the catalogue
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

    /** Registers its schemas, and creates its topics without those of businesses. */
    public void run() {
        SchemaRegistry registry = new SchemaRegistry(URI.create(TestRegistry.shared().url()));
        for (Schema schema : topics.stream().map(Topic::schema).distinct().toList()) {
            registry.register(schema);
        }
        topics.stream()
                .filter(topic -> !topic.isFamily())
                .forEach(topic -> create(topic, topic.name()));
    }

    /** Creates its topics of one business. */
    public void addTenant(String business) {
        topics.stream().filter(Topic::isFamily).forEach(topic -> create(topic, topic.of(business)));
    }

    private static void create(Topic topic, String name) {
        TestBroker.shared().createTopic(name, topic.partitions(), topic.settings());
    }
}
