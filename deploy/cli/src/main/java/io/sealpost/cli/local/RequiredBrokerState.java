package io.sealpost.cli.local;

import io.sealpost.wire.BrokerAccess;
import io.sealpost.wire.Catalogue;
import io.sealpost.wire.Topic;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The topics and rights that the broker must have, from the catalogue.
 *
 * @param topics by their names at the broker
 * @param rights by login; a login has these and no others
 */
record RequiredBrokerState(Map<String, Topic> topics, Map<String, List<BrokerAccess>> rights) {
    RequiredBrokerState {
        topics = Map.copyOf(topics);
        rights = Map.copyOf(rights);
    }

    /** Of the platform's own logins and of every business. */
    static RequiredBrokerState of(
            Catalogue catalogue, Collection<String> logins, Collection<String> businesses) {
        Map<String, Topic> topics = new HashMap<>();
        catalogue.singles().forEach(topic -> topics.put(topic.name(), topic));
        Map<String, List<BrokerAccess>> rights = new HashMap<>();
        logins.forEach(login -> rights.put(login, BrokerAccess.ofService(catalogue, login)));
        for (String business : businesses) {
            RequiredBrokerState tenant = ofTenant(catalogue, business);
            topics.putAll(tenant.topics());
            rights.putAll(tenant.rights());
        }
        return new RequiredBrokerState(topics, rights);
    }

    /** Of one business: its topic of each family, and its login's rights. */
    static RequiredBrokerState ofTenant(Catalogue catalogue, String business) {
        Map<String, Topic> topics = new HashMap<>();
        catalogue.families().forEach(family -> topics.put(family.of(business), family));
        return new RequiredBrokerState(
                topics, Map.of(business, BrokerAccess.ofTenant(catalogue, business)));
    }
}
