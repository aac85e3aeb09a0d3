package io.sealpost.delivery.push;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.sealpost.delivery.domain.DeviceAddress;
import io.sealpost.hop.AssignedConsumers;
import io.sealpost.schemas.DeviceWake;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.wire.Catalogue;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Decoded.Value;
import io.sealpost.wire.Enums;
import io.sealpost.wire.SchemaRegistry;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Reads all of {@code device-wakes} in every replica, from its start on: the replica that holds the
 * device's socket pushes. There is no group and no offset; a lost wake delays a push until the
 * mailbox is read again. One thread of its own.
 */
@ApplicationScoped
class WakeListener {
    private static final Logger LOG = Logger.getLogger(WakeListener.class);
    private static final String TOPIC = Catalogue.get().named("device-wakes").name();
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(500);
    private static final Duration RETRY_PAUSE = Duration.ofMillis(500);

    private final Map<String, Object> kafka;
    private final Codec<DeviceWake> codec;
    private final PushScheduler pushes;
    private volatile boolean running = true;

    @Inject
    WakeListener(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            SchemaRegistry registry,
            PushScheduler pushes) {
        this.kafka = kafka;
        this.codec = new Codec<>(registry, DeviceWake.class);
        this.pushes = pushes;
    }

    void start(@Observes StartupEvent start) {
        Thread.ofPlatform().name("device-wakes").daemon().start(this::run);
    }

    void stop(@Observes ShutdownEvent stop) {
        running = false;
    }

    /** Starts again with a new consumer after any failure. */
    private void run() {
        while (running) {
            try (var consumer = consumer()) {
                read(consumer);
            } catch (RuntimeException e) {
                LOG.warnf(
                        "reading wakes failed, retrying topic=%s failure=%s",
                        TOPIC, e.getClass().getSimpleName());
                LockSupport.parkNanos(RETRY_PAUSE.toNanos());
            }
        }
    }

    private void read(KafkaConsumer<String, byte[]> consumer) {
        List<TopicPartition> partitions =
                consumer.partitionsFor(TOPIC).stream()
                        .map(partition -> new TopicPartition(TOPIC, partition.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        while (running) {
            consumer.poll(POLL_TIMEOUT).forEach(this::wake);
        }
    }

    private void wake(ConsumerRecord<String, byte[]> record) {
        if (codec.decode(record.value()) instanceof Value<DeviceWake>(DeviceWake wake)
                && BusinessId.isValid(wake.getBusiness())
                && DeviceId.isValid(wake.getDevice())) {
            DeviceAddress address =
                    new DeviceAddress(
                            new BusinessId(wake.getBusiness()), new DeviceId(wake.getDevice()));
            pushes.wake(address, Enums.domain(wake.getLane()));
        }
    }

    private KafkaConsumer<String, byte[]> consumer() {
        Map<String, Object> settings = AssignedConsumers.settings(kafka);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        return AssignedConsumers.consumer(settings);
    }
}
