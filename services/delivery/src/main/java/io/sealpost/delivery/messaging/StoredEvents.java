package io.sealpost.delivery.messaging;

import io.sealpost.delivery.domain.Event;
import io.sealpost.delivery.domain.Facts;
import io.sealpost.schemas.DeliveryEventKind;
import io.sealpost.schemas.Lane;
import io.sealpost.schemas.Mode;
import io.sealpost.schemas.Reason;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.DeviceId;
import io.sealpost.seal.id.RecipientId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The events of one step as {@code handled.detail} keeps them, so that a replay tells the same
 * bytes: version 1, the facts, the count, then each event; texts as in {@link DataOutputStream},
 * absent is empty, times in ms.
 */
record StoredEvents(Facts facts, List<Event> events) {
    private static final int VERSION = 1;

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(facts.request().getMostSignificantBits());
            out.writeLong(facts.request().getLeastSignificantBits());
            out.writeUTF(facts.business().value());
            RecipientId recipient = facts.recipient();
            out.writeUTF(recipient == null ? "" : recipient.value());
            out.writeUTF(facts.mode().name());
            out.writeUTF(facts.lane().name());
            out.writeByte(events.size());
            for (Event event : events) {
                write(out, event);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static StoredEvents of(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readUnsignedByte();
            if (version != VERSION) {
                throw new IllegalStateException("stored events of version " + version);
            }
            Facts facts = facts(in);
            int count = in.readUnsignedByte();
            List<Event> events = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                events.add(event(in));
            }
            return new StoredEvents(facts, List.copyOf(events));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(DataOutputStream out, Event event) throws IOException {
        out.writeUTF(event.kind().name());
        out.writeLong(event.at().toEpochMilli());
        out.writeBoolean(event.terminal());
        out.writeUTF(event.reason().name());
        DeviceId device = event.device();
        out.writeUTF(device == null ? "" : device.value());
    }

    private static Facts facts(DataInputStream in) throws IOException {
        UUID request = new UUID(in.readLong(), in.readLong());
        BusinessId business = new BusinessId(in.readUTF());
        String recipient = in.readUTF();
        return new Facts(
                request,
                business,
                recipient.isEmpty() ? null : new RecipientId(recipient),
                Mode.valueOf(in.readUTF()),
                Lane.valueOf(in.readUTF()));
    }

    private static Event event(DataInputStream in) throws IOException {
        DeliveryEventKind kind = DeliveryEventKind.valueOf(in.readUTF());
        Instant at = Instant.ofEpochMilli(in.readLong());
        boolean terminal = in.readBoolean();
        Reason reason = Reason.valueOf(in.readUTF());
        String device = in.readUTF();
        return new Event(
                kind, at, terminal, reason, device.isEmpty() ? null : new DeviceId(device));
    }
}
