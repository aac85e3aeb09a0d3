package io.sealpost.ingest.messaging;

import io.sealpost.ingest.domain.Arrival;
import io.sealpost.ingest.domain.ContentShape;
import io.sealpost.ingest.domain.Request;
import io.sealpost.schemas.GatewayContent;
import io.sealpost.schemas.SendRequest;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Canonical;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Ids;
import io.sealpost.seal.id.LaneRule;
import io.sealpost.seal.id.RequestFields;
import io.sealpost.wire.AvroBytes;
import io.sealpost.wire.Catalogue;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Decoded;
import io.sealpost.wire.Decoded.Undecodable;
import io.sealpost.wire.Decoded.Value;
import io.sealpost.wire.Enums;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** From a record on {@code send-requests[-urgent].<business>} to a request; checks no form. */
final class RequestReader {
    private static final String BULK = Catalogue.get().named("send-requests.<business>").prefix();
    private static final String URGENT =
            Catalogue.get().named("send-requests-urgent.<business>").prefix();

    private final Codec<SendRequest> codec;

    RequestReader(Codec<SendRequest> codec) {
        this.codec = codec;
    }

    Decoded<RequestInput> read(ConsumerRecord<String, byte[]> record) {
        return switch (codec.decode(record.value())) {
            case Value<SendRequest>(SendRequest wire) ->
                    new Value<>(input(arrival(record), wire, record.value()));
            case Undecodable<SendRequest>(var reason) -> new Undecodable<>(reason);
        };
    }

    /**
     * The input of one record.
     *
     * @param bytes the record as it came
     */
    static RequestInput input(Arrival arrival, SendRequest wire, byte[] bytes) {
        Request request = request(arrival, wire, bytes);
        return new RequestInput(
                Ids.messageId(arrival.tenant(), wire.getRequestId()),
                request.fields().digest(),
                request,
                wire,
                List.of());
    }

    private static Request request(Arrival arrival, SendRequest wire, byte[] bytes) {
        RequestFields fields = fields(wire);
        Sha256 copy =
                Canonical.labelled("sealpost/request-copy/v1")
                        .symbol(LaneRule.lane(fields.category(), arrival.urgent()))
                        .raw(bytes)
                        .hash();
        return new Request(arrival, fields, shape(wire), copy);
    }

    private static Arrival arrival(ConsumerRecord<String, byte[]> record) {
        boolean urgent = record.topic().startsWith(URGENT);
        String tenant = record.topic().substring((urgent ? URGENT : BULK).length());
        return new Arrival(
                new BusinessId(tenant), urgent, Instant.ofEpochMilli(record.timestamp()));
    }

    private static RequestFields fields(SendRequest wire) {
        return new RequestFields(
                Enums.domain(wire.getMode()),
                wire.getBusiness(),
                wire.getRequestId(),
                wire.getRecipient(),
                wire.getPurpose(),
                Enums.domain(wire.getCategory()),
                Enums.domain(wire.getChannel()),
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
