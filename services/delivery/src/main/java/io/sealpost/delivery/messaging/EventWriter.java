package io.sealpost.delivery.messaging;

import io.sealpost.delivery.domain.Event;
import io.sealpost.delivery.domain.Facts;
import io.sealpost.delivery.domain.MailboxItem;
import io.sealpost.schemas.DeliveryEvent;
import io.sealpost.schemas.DeviceWake;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.Ids;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.wire.Codec;
import org.apache.kafka.clients.producer.ProducerRecord;

/** From events to records of {@code delivery-events.<business>}, and wakes for devices. */
final class EventWriter {
    private final Codec<DeliveryEvent> events;
    private final Codec<DeviceWake> wakes;

    EventWriter(Codec<DeliveryEvent> events, Codec<DeviceWake> wakes) {
        this.events = events;
        this.wakes = wakes;
    }

    ProducerRecord<String, byte[]> event(MessageId message, Facts facts, Event event) {
        RecipientId recipient = facts.recipient();
        DeviceId device = event.device();
        DeliveryEvent record =
                new DeliveryEvent(
                        Ids.stepId(
                                message, event.kind().name(), event.isPerDevice() ? device : null),
                        message.value(),
                        facts.request(),
                        facts.business().value(),
                        recipient == null ? null : recipient.value(),
                        event.kind(),
                        event.at(),
                        facts.mode(),
                        facts.lane(),
                        event.terminal(),
                        event.reason(),
                        device == null ? null : device.value());
        return new ProducerRecord<>(
                "delivery-events." + facts.business().value(),
                recipient == null ? message.toString() : recipient.value(),
                events.encode(record));
    }

    ProducerRecord<String, byte[]> wake(MailboxItem item) {
        String device = item.device().value();
        return new ProducerRecord<>(
                "device-wakes",
                device,
                wakes.encode(new DeviceWake(item.business().value(), device, item.lane())));
    }
}
