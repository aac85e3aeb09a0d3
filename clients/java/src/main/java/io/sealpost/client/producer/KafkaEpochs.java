package io.sealpost.client.producer;

import io.sealpost.schemas.GatewayEpoch;
import io.sealpost.seal.Suite;
import io.sealpost.seal.gateway.EpochKey;
import io.sealpost.seal.key.XWingPublicKey;
import io.sealpost.wire.AvroBytes;
import io.sealpost.wire.Catalogue;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Decoded;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The epochs on the topic {@code gateway-epochs}. Each call reads it to its end. Thread-safe. */
public final class KafkaEpochs implements EpochSource, AutoCloseable {
    private static final String TOPIC = Catalogue.get().named("gateway-epochs").name();

    private final TopicReader topic;
    private final Codec<GatewayEpoch> codec;
    private final Map<String, GatewayEpoch> epochs = new HashMap<>();

    /**
     * Connects. Blocks.
     *
     * @throws org.apache.kafka.common.KafkaException where the broker does not answer or refuses
     *     the login
     */
    public KafkaEpochs(Connection connection) {
        topic = TopicReader.fromStart(connection, TOPIC);
        codec = new Codec<>(connection.schemaRegistry(), GatewayEpoch.class);
    }

    /**
     * @throws org.apache.kafka.common.errors.TimeoutException where the topic could not be read to
     *     its end within 30 s
     */
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

    /** Only a higher version replaces an epoch; a tombstone removes it. */
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

    /** Empty for a suite that this version does not know. */
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
