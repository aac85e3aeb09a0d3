package io.sealpost.delivery.steps;

import io.sealpost.wire.Catalogue;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/** The partition of {@code consent-withdrawals} that carries a recipient's withdrawals. */
final class ConsentPartition {
    private static final int PARTITIONS = Catalogue.get().named("consent-withdrawals").partitions();

    private ConsentPartition() {}

    /** As Kafka's default partitioner chooses it for this key. */
    static int of(String recipient) {
        byte[] key = recipient.getBytes(StandardCharsets.UTF_8);
        return Utils.toPositive(Utils.murmur2(key)) % PARTITIONS;
    }
}
