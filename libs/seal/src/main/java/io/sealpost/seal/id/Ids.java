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
 * Derives ids from ids (docs/design.md §2, Ids; RFC 9562). A derived id is a UUIDv8: bytes 0-5 are
 * the 48 time bits of the source id, bytes 6-15 the first ten bytes of a hash, then version and
 * variant are set. The same input gives the same id, so a retry or a replay derives the same ids.
 */
public final class Ids {
    private static final long TIME_MASK = 0xFFFF_FFFF_FFFF_0000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long VARIANT_BITS = 0x3FFF_FFFF_FFFF_FFFFL;

    private Ids() {}

    /** A new UUIDv7 with that time. */
    public static RequestId newRequestId(Instant now, RandomGenerator random) {
        long high = now.toEpochMilli() << 16 | 0x7000 | random.nextLong() & 0xFFF;
        return new RequestId(new UUID(high, random.nextLong() & VARIANT_BITS | VARIANT));
    }

    /** The tenant is the one of the topic, not the one that the record names. */
    public static MessageId messageId(BusinessId tenant, RequestId request) {
        return messageId(tenant, request.value());
    }

    /**
     * For any UUID: a request that is rejected because its id is not a UUIDv7 has a message id too.
     */
    public static MessageId messageId(BusinessId tenant, UUID request) {
        return new MessageId(fromRequest("sealpost/message-id/v1", tenant, request));
    }

    /** The id of a command other than a send-request, from the id that its producer chose. */
    public static UUID commandId(BusinessId tenant, UUID request) {
        return fromRequest("sealpost/command-id/v1", tenant, request);
    }

    /**
     * The id of a step or event. {@code kind} is its symbol; without a device it concerns the
     * message.
     */
    public static UUID stepId(MessageId message, String kind, @Nullable DeviceId device) {
        Canonical input =
                Canonical.labelled("sealpost/step/v1")
                        .uuid(message.value())
                        .text(kind)
                        .text(device == null ? null : device.value());
        return derived(message.value(), input);
    }

    /** The id of the command that a timer produces. A repeated timer derives the same id. */
    public static UUID timerId(MessageId message, String kind, Instant due) {
        Canonical input =
                Canonical.labelled("sealpost/timer/v1").uuid(message.value()).text(kind).time(due);
        return derived(message.value(), input);
    }

    /** The id of a device's enrolment with a ticket; its time is that of the request. */
    public static UUID enrolmentId(TicketId ticket, DeviceId device, Instant at) {
        Canonical input =
                Canonical.labelled("sealpost/enrolment-id/v1")
                        .text(ticket.value())
                        .text(device.value());
        return derived(new UUID(at.toEpochMilli() << 16, 0), input);
    }

    /** The time in the first 48 bits of a UUIDv7 or of an id that was derived from one. */
    public static Instant sentAt(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }

    /**
     * The recipient id of an address.
     *
     * @param key the key K of the consent service
     * @param generation 0; erasure raises it, so that the erased id is never derived again
     * @param kind the kind of address, such as {@code phone}
     * @param address normalised by the rules of its kind
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
