package io.sealpost.audit;

import io.sealpost.schemas.AcceptedMessage;
import io.sealpost.schemas.ClearedMessage;
import io.sealpost.schemas.DeliveryEvent;
import io.sealpost.schemas.MessageStep;
import io.sealpost.testing.DeployJob;
import io.sealpost.testing.Records;
import io.sealpost.testing.TestBroker;
import io.sealpost.testing.TestRegistry;
import io.sealpost.wire.Catalogue;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Decoded.Value;
import io.sealpost.wire.LaneTopics;
import io.sealpost.wire.SchemaRegistry;
import io.sealpost.wire.Topic;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Stands in for the rest of the platform: the deploy job, and the services that publish steps. */
public final class Platform {
    private static final DeployJob DEPLOY = new DeployJob("retention-audit");

    private static final LaneTopics ACCEPTED_TOPICS = lanes("accepted-messages");
    private static final LaneTopics CLEARED_TOPICS = lanes("cleared-messages");
    private static final LaneTopics STEP_TOPICS = lanes("message-steps");
    private static final Topic EVENT_TOPICS = Catalogue.get().named("delivery-events.<business>");

    private static final TestBroker BROKER = TestBroker.shared();
    private static final SchemaRegistry REGISTRY =
            new SchemaRegistry(URI.create(TestRegistry.shared().url()));

    private static final Codec<AcceptedMessage> ACCEPTED = codec(AcceptedMessage.class);
    private static final Codec<ClearedMessage> CLEARED = codec(ClearedMessage.class);
    private static final Codec<MessageStep> STEPS = codec(MessageStep.class);
    private static final Codec<DeliveryEvent> EVENTS = codec(DeliveryEvent.class);

    private Platform() {}

    /** Registers the schemas and creates the topics that do not belong to one business. */
    public static void deploy() {
        DEPLOY.run();
    }

    public static void addBusiness(String business) {
        DEPLOY.addTenant(business);
    }

    public static ProducerRecord<byte[], byte[]> accepted(Samples message) {
        return record(acceptedTopic(), message.recipient(), ACCEPTED.encode(message.accepted()));
    }

    public static ProducerRecord<byte[], byte[]> cleared(Samples message) {
        return record(
                CLEARED_TOPICS.bulk().name(),
                message.recipient(),
                CLEARED.encode(message.cleared()));
    }

    public static ProducerRecord<byte[], byte[]> step(Samples message, MessageStep step) {
        return record(STEP_TOPICS.bulk().name(), message.recipient(), STEPS.encode(step));
    }

    public static ProducerRecord<byte[], byte[]> event(Samples message, DeliveryEvent event) {
        return record(eventTopic(message.business()), message.recipient(), EVENTS.encode(event));
    }

    public static String acceptedTopic() {
        return ACCEPTED_TOPICS.bulk().name();
    }

    public static String eventTopic(String business) {
        return EVENT_TOPICS.of(business);
    }

    public static ProducerRecord<byte[], byte[]> record(String topic, String key, byte[] value) {
        return new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value);
    }

    /** The record as a poll returns it. */
    public static ConsumerRecord<String, byte[]> polled(
            ProducerRecord<byte[], byte[]> record, long offset) {
        return new ConsumerRecord<>(record.topic(), 0, offset, "key", record.value());
    }

    public static void send(List<ProducerRecord<byte[], byte[]>> records) {
        BROKER.send(records);
    }

    /** All records on a topic now. */
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

    private static LaneTopics lanes(String stage) {
        return Catalogue.get().lanes(stage);
    }

    private static <T extends SpecificRecord> Codec<T> codec(Class<T> type) {
        return new Codec<>(REGISTRY, type);
    }
}
