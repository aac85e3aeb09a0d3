package io.sealpost.hop;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Publishes the records of a batch, except those that a tenant's topic cannot take. */
record BatchPublisher(Publisher own, TenantPublisher tenants) {

    /**
     * Sends the records in order.
     *
     * @param parked topics with parked records, which go first
     * @param midway called when the client has received about half of the records
     * @return the records to park, when the broker has acknowledged all others
     */
    Uni<List<ProducerRecord<String, byte[]>>> publish(
            List<ProducerRecord<String, byte[]>> records, Set<String> parked, Runnable midway) {
        Set<String> topics = tenants.topics(records);
        topics.removeAll(parked);
        return tenants.unusable(topics)
                .chain(unusable -> send(records, union(parked, unusable), midway));
    }

    private Uni<List<ProducerRecord<String, byte[]>>> send(
            List<ProducerRecord<String, byte[]>> records, Set<String> closed, Runnable midway) {
        Set<String> topics = tenants.topics(records);
        List<ProducerRecord<String, byte[]>> toOwn = new ArrayList<>();
        List<ProducerRecord<String, byte[]>> toTenants = new ArrayList<>();
        List<ProducerRecord<String, byte[]>> toPark = new ArrayList<>();
        for (ProducerRecord<String, byte[]> record : records) {
            if (!topics.contains(record.topic())) {
                toOwn.add(record);
            } else if (closed.contains(record.topic())) {
                toPark.add(record);
            } else {
                toTenants.add(record);
            }
        }
        return Uni.join()
                .all(
                        own.publish(toOwn, midway),
                        tenants.publish(toTenants, toOwn.isEmpty() ? midway : () -> {}))
                .andFailFast()
                .replaceWith(toPark);
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        Set<String> union = new HashSet<>(some);
        union.addAll(others);
        return union;
    }
}
