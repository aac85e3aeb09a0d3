package io.sealpost.client.producer;

import io.sealpost.schemas.GatewayEpoch;
import io.sealpost.seal.Suite;
import io.sealpost.seal.gateway.EpochKey;
import io.sealpost.seal.key.XWingPublicKey;
import io.sealpost.wire.AvroBytes;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Decoded;
import io.sealpost.wire.SchemaRegistry;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The epochs on {@code gateway-epochs}, read to its end at each question. Thread-safe. */
public final class KafkaEpochs implements EpochSource, AutoCloseable {
    private final TopicReader topic;
    private final Codec<GatewayEpoch> codec;
    private final Map<String, GatewayEpoch> epochs = new HashMap<>();

    /** Connection settings as for any Kafka client: servers, security. */
    public KafkaEpochs(Map<String, Object> connection, SchemaRegistry registry) {
        topic = TopicReader.fromStart(connection, "gateway-epochs");
        codec = new Codec<>(registry, GatewayEpoch.class);
    }

    @Override
    public synchronized Optional<EpochKey> current(Instant now) {
        topic.readToEnd(this::apply);
        return epochs.values().stream()
                .filter(epoch -> now.isBefore(epoch.getSealUntil()))
                .max(Comparator.comparing(GatewayEpoch::getSealUntil))
                .flatMap(KafkaEpochs::key);
    }

    @Override
    public synchronized void close() {
        topic.close();
    }

    /** Only a higher version changes an epoch; a tombstone ends it. */
    private void apply(ConsumerRecord<String, byte[]> record) {
        if (record.value() == null) {
            epochs.remove(record.key());
        } else if (codec.decode(record.value()) instanceof Decoded.Value<GatewayEpoch>(var epoch)) {
            epochs.merge(epoch.getId(), epoch, KafkaEpochs::newer);
        }
    }

    private static GatewayEpoch newer(GatewayEpoch known, GatewayEpoch read) {
        return read.getVersion() > known.getVersion() ? read : known;
    }

    /** A suite of a later release is not for this one. */
    private static Optional<EpochKey> key(GatewayEpoch epoch) {
        return Suite.of(epoch.getSuite())
                .map(
                        suite ->
                                new EpochKey(
                                        epoch.getId(),
                                        suite,
                                        XWingPublicKey.of(AvroBytes.of(epoch.getPublicKey())),
                                        epoch.getSealUntil()));
    }
}
