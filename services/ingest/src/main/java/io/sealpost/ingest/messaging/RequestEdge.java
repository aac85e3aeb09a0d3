package io.sealpost.ingest.messaging;

import io.sealpost.ingest.domain.Arrival;
import io.sealpost.ingest.domain.ContentShape;
import io.sealpost.ingest.domain.Lanes;
import io.sealpost.ingest.domain.Request;
import io.sealpost.schemas.GatewayContent;
import io.sealpost.schemas.SendRequest;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Canonical;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Category;
import io.sealpost.seal.id.Channel;
import io.sealpost.seal.id.Ids;
import io.sealpost.seal.id.Mode;
import io.sealpost.seal.id.RequestFields;
import io.sealpost.wire.AvroBytes;
import io.sealpost.wire.Catalogue;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Decoded;
import io.sealpost.wire.Decoded.Undecodable;
import io.sealpost.wire.Decoded.Value;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** From a record on {@code send-requests[-urgent].<business>} to a request. */
final class RequestEdge {
    private static final String BULK = Catalogue.get().named("send-requests.<business>").prefix();
    private static final String URGENT =
            Catalogue.get().named("send-requests-urgent.<business>").prefix();

    private final Codec<SendRequest> codec;

    RequestEdge(Codec<SendRequest> codec) {
        this.codec = codec;
    }

    Decoded<RequestInput> read(ConsumerRecord<String, byte[]> record) {
        return switch (codec.decode(record.value())) {
            case Value<SendRequest>(SendRequest wire) -> new Value<>(input(record, wire));
            case Undecodable<SendRequest>(var reason) -> new Undecodable<>(reason);
        };
    }

    private static RequestInput input(ConsumerRecord<String, byte[]> record, SendRequest wire) {
        Request request = request(arrival(record), wire);
        Canonical copy =
                Canonical.labelled("sealpost/request-copy/v1")
                        .symbol(Lanes.of(request))
                        .raw(record.value());
        return new RequestInput(
                Ids.messageId(request.arrival().tenant(), wire.getRequestId()),
                request.fields().digest(),
                copy.hash(),
                request,
                wire,
                List.of());
    }

    static Request request(Arrival arrival, SendRequest wire) {
        return new Request(arrival, fields(wire), shape(wire));
    }

    private static Arrival arrival(ConsumerRecord<String, byte[]> record) {
        boolean urgent = record.topic().startsWith(URGENT);
        String tenant = record.topic().substring((urgent ? URGENT : BULK).length());
        return new Arrival(
                new BusinessId(tenant), urgent, Instant.ofEpochMilli(record.timestamp()));
    }

    private static RequestFields fields(SendRequest wire) {
        return new RequestFields(
                Mode.valueOf(wire.getMode().name()),
                wire.getBusiness(),
                wire.getRequestId(),
                wire.getRecipient(),
                wire.getPurpose(),
                Category.valueOf(wire.getCategory().name()),
                Channel.valueOf(wire.getChannel().name()),
                wire.getTemplateId(),
                wire.getTemplateVersion(),
                wire.getContentType(),
                wire.getNotBefore(),
                wire.getExpiresAt(),
                bytes(wire.getIdentityKeyHash()),
                wire.getSupersedes());
    }

    private static ContentShape shape(SendRequest wire) {
        return new ContentShape(
                shape(wire.getGateway()),
                wire.getEnvelopes().size(),
                wire.getIdentityKeyHash() != null);
    }

    private static ContentShape.@Nullable Gateway shape(@Nullable GatewayContent content) {
        if (content == null) {
            return null;
        }
        ByteBuffer signature = content.getProducerSignature();
        return new ContentShape.Gateway(
                content.getSuite(),
                content.getEpoch().length(),
                content.getSessionEnvelope().remaining(),
                content.getNonce().remaining(),
                content.getCiphertext().remaining(),
                signature == null ? null : signature.remaining());
    }

    static @Nullable Bytes bytes(@Nullable ByteBuffer buffer) {
        return buffer == null ? null : Bytes.owned(AvroBytes.of(buffer));
    }
}
