package io.sealpost.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one party may do at the broker, derived from the catalogue: local ACLs and Strimzi's
 * KafkaUsers are both made from this list. What is not listed is denied.
 *
 * @param resource a topic or group, or what their names start with
 * @param prefixed whether {@code resource} is a prefix
 */
public record BrokerAccess(
        Kind kind, String resource, boolean prefixed, Set<Operation> operations) {

    /** What kind of resource it is. */
    public enum Kind {
        TOPIC,
        GROUP
    }

    /** What may be done; each implies describing the resource. */
    public enum Operation {
        READ,
        WRITE
    }

    /**
     * A service: its topics as the catalogue lists it, families by prefix, and groups it prefixes
     * with its name.
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
     * A tenant: its own topic of each family by name, what every tenant may read, and its groups.
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
