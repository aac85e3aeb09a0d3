package io.sealpost.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One access right of a party at the broker, derived from the catalogue. The local ACLs and
 * Strimzi's KafkaUsers are generated from these. Everything that is not listed is denied.
 *
 * @param resource the name of a topic or consumer group, or a prefix of names
 * @param prefixed whether {@code resource} is a prefix
 */
public record BrokerAccess(
        Kind kind, String resource, boolean prefixed, Set<Operation> operations) {

    /** The kind of resource. */
    public enum Kind {
        TOPIC,
        GROUP
    }

    /** The permitted operation; each implies describing the resource. */
    public enum Operation {
        READ,
        WRITE
    }

    /**
     * The rights of a service: the topics that list it as reader or writer (families by prefix),
     * and consumer groups whose names begin with {@code <service>.}.
     */
    public static List<BrokerAccess> ofService(Catalogue catalogue, String service) {
        List<BrokerAccess> access = new ArrayList<>();
        for (Topic topic : catalogue.topics()) {
            Set<Operation> operations = operations(topic, service);
            if (!operations.isEmpty()) {
                String resource = topic.isFamily() ? topic.prefix() : topic.name();
                access.add(new BrokerAccess(Kind.TOPIC, resource, topic.isFamily(), operations));
            }
        }
        access.add(groups(service));
        return List.copyOf(access);
    }

    /**
     * The rights of a tenant: its own topic of each family, the topics that every tenant may read,
     * and consumer groups whose names begin with {@code <business>.}.
     */
    public static List<BrokerAccess> ofTenant(Catalogue catalogue, String business) {
        List<BrokerAccess> access = new ArrayList<>();
        for (Topic topic : catalogue.topics()) {
            Set<Operation> operations = operations(topic, "tenant");
            if (!operations.isEmpty()) {
                String resource = topic.isFamily() ? topic.of(business) : topic.name();
                access.add(new BrokerAccess(Kind.TOPIC, resource, false, operations));
            }
        }
        access.add(groups(business));
        return List.copyOf(access);
    }

    private static BrokerAccess groups(String party) {
        return new BrokerAccess(Kind.GROUP, party + ".", true, Set.of(Operation.READ));
    }

    private static Set<Operation> operations(Topic topic, String party) {
        Set<Operation> operations = new TreeSet<>();
        if (topic.readers().contains(party)) {
            operations.add(Operation.READ);
        }
        if (topic.writers().contains(party)) {
            operations.add(Operation.WRITE);
        }
        return operations;
    }
}
