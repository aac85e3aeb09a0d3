package io.sealpost.delivery.steps;

import io.sealpost.delivery.domain.MailboxItem;
import io.sealpost.delivery.domain.MessageAttributes;
import io.sealpost.delivery.domain.MessageEvent;
import io.sealpost.delivery.domain.StepOutcome;
import io.sealpost.schemas.DeliveryEvent;
import io.sealpost.schemas.DeviceWake;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.Ids;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.wire.Catalogue;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Enums;
import io.sealpost.wire.Topic;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * From an outcome to its records: events on {@code delivery-events.<business>}, and for a message
 * that is sealed a wake for each device on {@code device-wakes}.
 */
final class StepWriter {
    private static final Topic EVENTS = Catalogue.get().named("delivery-events.<business>");
    private static final Topic WAKES = Catalogue.get().named("device-wakes");

    private final Codec<DeliveryEvent> events;
    private final Codec<DeviceWake> wakes;

    StepWriter(Codec<DeliveryEvent> events, Codec<DeviceWake> wakes) {
        this.events = events;
        this.wakes = wakes;
    }

    List<ProducerRecord<String, byte[]>> records(StepInput input, StepOutcome outcome) {
        return switch (outcome) {
            case StepOutcome.Sealed(MessageAttributes message, List<MessageEvent> published) ->
                    Stream.concat(
                                    events(input.key().id(), message, published),
                                    input.items().stream().map(this::wake))
                            .toList();
            case StepOutcome.Moved(MessageAttributes message, List<MessageEvent> published) ->
                    events(input.key().id(), message, published).toList();
            case StepOutcome.Noted _, StepOutcome.Ignored _, StepOutcome.NotSealedTo _ -> List.of();
        };
    }

    private Stream<ProducerRecord<String, byte[]>> events(
            MessageId id, MessageAttributes message, List<MessageEvent> all) {
        return all.stream().map(event -> event(id, message, event));
    }

    private ProducerRecord<String, byte[]> event(
            MessageId id, MessageAttributes message, MessageEvent event) {
        RecipientId recipient = message.recipient();
        DeviceId device = event.device();
        DeliveryEvent record =
                new DeliveryEvent(
                        Ids.stepId(id, event.kind().name(), event.isPerDevice() ? device : null),
                        id.value(),
                        message.request(),
                        message.business().value(),
                        recipient == null ? null : recipient.value(),
                        event.kind(),
                        event.at(),
                        Enums.avro(message.mode()),
                        Enums.avro(message.lane()),
                        event.terminal(),
                        event.reason(),
                        device == null ? null : device.value());
        return new ProducerRecord<>(
                EVENTS.of(message.business().value()),
                recipient == null ? id.toString() : recipient.value(),
                events.encode(record));
    }

    private ProducerRecord<String, byte[]> wake(MailboxItem item) {
        String device = item.device().value();
        DeviceWake wake = new DeviceWake(item.business().value(), device, Enums.avro(item.lane()));
        return new ProducerRecord<>(WAKES.name(), device, wakes.encode(wake));
    }
}
