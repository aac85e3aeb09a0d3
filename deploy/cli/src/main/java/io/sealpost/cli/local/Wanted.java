package io.sealpost.cli.local;

import io.sealpost.wire.BrokerAccess;
import io.sealpost.wire.Catalogue;
import io.sealpost.wire.Topic;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the broker is to have, as the catalogue says.
 *
 * @param topics by their names at the broker
 * @param rights of each login: these and no others
 */
record Wanted(Map<String, Topic> topics, Map<String, List<BrokerAccess>> rights) {
    Wanted {
        topics = Map.copyOf(topics);
        rights = Map.copyOf(rights);
    }

    /** Of the platform itself and of every business it has. */
    static Wanted of(
            Catalogue catalogue, Collection<String> parties, Collection<String> businesses) {
        Map<String, Topic> topics = new HashMap<>();
        catalogue.singles().forEach(topic -> topics.put(topic.name(), topic));
        Map<String, List<BrokerAccess>> rights = new HashMap<>();
        parties.forEach(party -> rights.put(party, BrokerAccess.ofService(catalogue, party)));
        for (String business : businesses) {
            Wanted tenant = ofTenant(catalogue, business);
            topics.putAll(tenant.topics());
            rights.putAll(tenant.rights());
        }
        return new Wanted(topics, rights);
    }

    /** Its topic of each family, and its login's rights. */
    static Wanted ofTenant(Catalogue catalogue, String business) {
        Map<String, Topic> topics = new HashMap<>();
        catalogue.families().forEach(family -> topics.put(family.of(business), family));
        return new Wanted(topics, Map.of(business, BrokerAccess.ofTenant(catalogue, business)));
    }
}
