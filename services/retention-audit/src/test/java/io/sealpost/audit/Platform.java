package io.sealpost.audit;

import io.sealpost.schemas.AcceptedMessage;
import io.sealpost.schemas.ClearedMessage;
import io.sealpost.schemas.DeliveryEvent;
import io.sealpost.schemas.MessageStep;
import io.sealpost.testing.DeployJob;
import io.sealpost.testing.Records;
import io.sealpost.testing.TestBroker;
import io.sealpost.testing.TestRegistry;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Decoded.Value;
import io.sealpost.wire.SchemaRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What is around retention-audit: the deploy job, and the services that tell of messages. */
public final class Platform {
    private static final DeployJob DEPLOY = new DeployJob("retention-audit");

    private static final TestBroker BROKER = TestBroker.shared();
    private static final SchemaRegistry REGISTRY = new SchemaRegistry(URI.create(TestRegistry.shared().url()));

    private static final Codec<AcceptedMessage> ACCEPTED = codec(AcceptedMessage.class);
    private static final Codec<ClearedMessage> CLEARED = codec(ClearedMessage.class);
    private static final Codec<MessageStep> STEPS = codec(MessageStep.class);
    private static final Codec<DeliveryEvent> EVENTS = codec(DeliveryEvent.class);

    private Platform() {}

    /** Schemas, and the topics that are no family. */
    public static void deploy() {
        DEPLOY.run();
    }

    public static void addBusiness(String business) {
        DEPLOY.addTenant(business);
    }

    public static ProducerRecord<byte[], byte[]> accepted(Samples message) {
        return record(
                "accepted-messages.bulk", message.recipient(), ACCEPTED.encode(message.accepted()));
    }

    public static ProducerRecord<byte[], byte[]> cleared(Samples message) {
        return record(
                "cleared-messages.bulk", message.recipient(), CLEARED.encode(message.cleared()));
    }

    public static ProducerRecord<byte[], byte[]> step(Samples message, MessageStep step) {
        return record("message-steps.bulk", message.recipient(), STEPS.encode(step));
    }

    public static ProducerRecord<byte[], byte[]> event(Samples message, DeliveryEvent event) {
        return record(
                "delivery-events." + message.business(), message.recipient(), EVENTS.encode(event));
    }

    public static ProducerRecord<byte[], byte[]> record(String topic, String key, byte[] value) {
        return new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value);
    }

    /** As a poll returns it, for a writer that is handed its batch. */
    public static ConsumerRecord<String, byte[]> polled(
            ProducerRecord<byte[], byte[]> record, long offset) {
        return new ConsumerRecord<>(record.topic(), 0, offset, "key", record.value());
    }

    public static void send(List<ProducerRecord<byte[], byte[]>> records) {
        BROKER.send(records);
    }

    /** Everything on a topic now. */
    public static <T extends SpecificRecord> List<T> all(String topic, Class<T> type) {
        Codec<T> codec = codec(type);
        List<T> values = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : Records.readAll(BROKER, topic)) {
            if (codec.decode(record.value()) instanceof Value<T>(T value)) {
                values.add(value);
            }
        }
        return values;
    }

    private static <T extends SpecificRecord> Codec<T> codec(Class<T> type) {
        return new Codec<>(REGISTRY, type);
    }
}
