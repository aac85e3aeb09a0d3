package io.sealpost.delivery.messaging;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.sealpost.delivery.domain.DeviceAddress;
import io.sealpost.hop.AssignedConsumers;
import io.sealpost.schemas.DeviceWake;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.Lane;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Decoded.Value;
import io.sealpost.wire.Enums;
import io.sealpost.wire.SchemaRegistry;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
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
 * Reads all of {@code device-wakes} in every replica, from now on: whichever holds the device's
 * socket pushes. No group and no offsets; a lost wake is made up for by reading the mailbox again.
 */
@ApplicationScoped
public class WakeReader {
    /** A device has something in its mailbox. */
    public record Woken(DeviceAddress address, Lane lane) {}

    private static final Logger LOG = Logger.getLogger(WakeReader.class);
    private static final String TOPIC = "device-wakes";
    private static final Duration POLL = Duration.ofMillis(500);

    private final Map<String, Object> kafka;
    private final Codec<DeviceWake> codec;
    private final Event<Woken> woken;
    private volatile boolean running = true;

    @Inject
    WakeReader(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            SchemaRegistry registry,
            Event<Woken> woken) {
        this.kafka = kafka;
        this.codec = new Codec<>(registry, DeviceWake.class);
        this.woken = woken;
    }

    void start(@Observes StartupEvent start) {
        Thread.ofPlatform().name("device-wakes").daemon().start(this::run);
    }

    void stop(@Observes ShutdownEvent stop) {
        running = false;
    }

    /** Begins anew after any failure: there is no position to keep. */
    private void run() {
        while (running) {
            try (var consumer = consumer()) {
                read(consumer);
            } catch (RuntimeException e) {
                LOG.warnf("wakes are read again failure=%s", e.getClass().getSimpleName());
                LockSupport.parkNanos(POLL.toNanos());
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
            consumer.poll(POLL).forEach(this::wake);
        }
    }

    private void wake(ConsumerRecord<String, byte[]> record) {
        if (codec.decode(record.value()) instanceof Value<DeviceWake>(DeviceWake wake)
                && BusinessId.isValid(wake.getBusiness())
                && DeviceId.isValid(wake.getDevice())) {
            DeviceAddress address =
                    new DeviceAddress(
                            new BusinessId(wake.getBusiness()), new DeviceId(wake.getDevice()));
            woken.fire(new Woken(address, Enums.domain(wake.getLane())));
        }
    }

    private KafkaConsumer<String, byte[]> consumer() {
        Map<String, Object> settings = AssignedConsumers.settings(kafka);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        return AssignedConsumers.consumer(settings);
    }
}
