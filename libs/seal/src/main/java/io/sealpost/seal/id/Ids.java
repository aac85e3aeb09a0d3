package io.sealpost.seal.id;

import io.sealpost.seal.Canonical;
import io.sealpost.seal.Mac;
import io.sealpost.seal.Secret;
import io.sealpost.seal.Sha256;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The published functions from ids to ids (DESIGN, Ids; RFC 9562). A derived id is a UUIDv8: bytes
 * 0-5 are the source's 48 time bits, bytes 6-15 the first ten of a hash, then version and variant.
 * One input, one id: a retry or a replay makes the same ones.
 */
public final class Ids {
    private static final long TIME_MASK = 0xFFFF_FFFF_FFFF_0000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long VARIANT_BITS = 0x3FFF_FFFF_FFFF_FFFFL;

    private Ids() {}

    /** A new UUIDv7 at a time. */
    public static RequestId newRequestId(Instant now, RandomGenerator random) {
        long high = now.toEpochMilli() << 16 | 0x7000 | random.nextLong() & 0xFFF;
        return new RequestId(new UUID(high, random.nextLong() & VARIANT_BITS | VARIANT));
    }

    /** The tenant is the topic's, whatever the record says. */
    public static MessageId messageId(BusinessId tenant, RequestId request) {
        return messageId(tenant, request.value());
    }

    /**
     * The same of an id that may be no UUIDv7: a request refused for its id has a message id too.
     */
    public static MessageId messageId(BusinessId tenant, UUID request) {
        return new MessageId(fromRequest("sealpost/message-id/v1", tenant, request));
    }

    /** The id of a command other than a send-request, from its producer's own id. */
    public static UUID commandId(BusinessId tenant, UUID request) {
        return fromRequest("sealpost/command-id/v1", tenant, request);
    }

    /** A step or event; {@code kind} is its symbol, no device where it is about the message. */
    public static UUID stepId(MessageId message, String kind, @Nullable DeviceId device) {
        Canonical input =
                Canonical.labelled("sealpost/step/v1")
                        .uuid(message.value())
                        .text(kind)
                        .text(device == null ? null : device.value());
        return derived(message.value(), input);
    }

    /** The command a timer produces: a sweep that repeats makes the same one. */
    public static UUID timerId(MessageId message, String kind, Instant due) {
        Canonical input =
                Canonical.labelled("sealpost/timer/v1").uuid(message.value()).text(kind).time(due);
        return derived(message.value(), input);
    }

    /** The enrolment of a device with a ticket, dated by when it was asked for. */
    public static UUID enrolmentId(TicketId ticket, DeviceId device, Instant at) {
        Canonical input =
                Canonical.labelled("sealpost/enrolment-id/v1")
                        .text(ticket.value())
                        .text(device.value());
        return derived(new UUID(at.toEpochMilli() << 16, 0), input);
    }

    /** The time in the first 48 bits of a UUIDv7 or of an id derived from one. */
    public static Instant sentAt(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }

    /**
     * The recipient behind an address, for whoever holds the key K.
     *
     * @param generation raised by erasure, so that the old id never returns
     * @param kind what the address is, such as {@code phone}
     * @param address normalised by its kind's rules
     */
    public static RecipientId recipientId(
            Secret key, BusinessId business, long generation, String kind, String address) {
        byte[] input =
                Canonical.labelled("recipient/v1")
                        .text(business.value())
                        .rawLong(generation)
                        .text(kind)
                        .text(address)
                        .toArray();
        return RecipientId.of(Mac.hmac(key, input));
    }

    private static UUID fromRequest(String label, BusinessId tenant, UUID request) {
        return derived(request, Canonical.labelled(label).text(tenant.value()).rawUuid(request));
    }

    private static UUID derived(UUID timeSource, Canonical input) {
        ByteBuffer hash = ByteBuffer.wrap(Sha256.of(input.toArray()).toArray());
        long time = timeSource.getMostSignificantBits() & TIME_MASK;
        long high = time | 0x8000 | hash.getShort() & 0x0FFF;
        return new UUID(high, hash.getLong() & VARIANT_BITS | VARIANT);
    }
}
