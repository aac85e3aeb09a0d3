package io.sealpost.encryption.messaging;

import io.sealpost.encryption.domain.RecipientRef;
import io.sealpost.encryption.sealing.SealRequest;
import io.sealpost.encryption.sealing.SealingOutcome.Unsealable;
import io.sealpost.hop.Claim;
import io.sealpost.schemas.ClearedMessage;
import io.sealpost.schemas.DeadLetterReason;
import io.sealpost.schemas.GatewayContent;
import io.sealpost.schemas.MessageHeader;
import io.sealpost.schemas.Reason;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Suite;
import io.sealpost.seal.gateway.GatewayCiphertext;
import io.sealpost.seal.gateway.GatewayHeader;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.ContentType;
import io.sealpost.seal.id.Lane;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.Mode;
import io.sealpost.seal.id.Purpose;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.id.RequestId;
import io.sealpost.seal.id.TemplateId;
import io.sealpost.wire.AvroBytes;
import io.sealpost.wire.Codec;
import io.sealpost.wire.Decoded;
import io.sealpost.wire.Decoded.Undecodable;
import io.sealpost.wire.Decoded.Value;
import io.sealpost.wire.Enums;
import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads the records of {@code cleared-messages}. Thread-safe. */
final class SealingReader {
    private final Codec<ClearedMessage> codec;

    SealingReader(Codec<ClearedMessage> codec) {
        this.codec = codec;
    }

    Decoded<SealingInput> read(ConsumerRecord<String, byte[]> record) {
        return switch (codec.decode(record.value())) {
            case Value<ClearedMessage>(ClearedMessage cleared) -> read(cleared);
            case Undecodable<ClearedMessage>(DeadLetterReason reason) -> new Undecodable<>(reason);
        };
    }

    /** Ingest has checked every form, so consent never writes a record that is refused here. */
    private static Decoded<SealingInput> read(ClearedMessage cleared) {
        try {
            return new Value<>(input(cleared));
        } catch (IllegalArgumentException e) {
            return new Undecodable<>(DeadLetterReason.BAD_FORM);
        }
    }

    private static SealingInput input(ClearedMessage cleared) {
        MessageHeader header = cleared.getHeader();
        MessageId message = new MessageId(header.getMessageId());
        Claim claim = new Claim(message.value(), AvroBytes.of(header.getRequestDigest()));
        if (Enums.domain(header.getLane()) == Lane.UNKNOWN) {
            throw new IllegalArgumentException("an unknown lane");
        }
        GatewayContent content = cleared.getGateway();
        return Enums.domain(header.getMode()) == Mode.GATEWAY && content != null
                ? SealingInput.toSeal(cleared, claim, request(message, header, content))
                : SealingInput.decided(cleared, claim, new Unsealable(Reason.NOT_SUPPORTED_YET));
    }

    private static SealRequest request(
            MessageId message, MessageHeader header, GatewayContent content) {
        ByteBuffer signature = content.getProducerSignature();
        return new SealRequest(
                message,
                new RecipientRef(
                        new BusinessId(header.getBusiness()),
                        new RecipientId(header.getRecipient())),
                gatewayHeader(header),
                Suite.of(content.getSuite())
                        .orElseThrow(() -> new IllegalArgumentException("an unknown suite")),
                content.getEpoch(),
                bytes(content.getSessionEnvelope()),
                new GatewayCiphertext(bytes(content.getNonce()), bytes(content.getCiphertext())),
                signature == null ? null : bytes(signature));
    }

    private static GatewayHeader gatewayHeader(MessageHeader header) {
        return new GatewayHeader(
                new RequestId(header.getRequestId()),
                new RecipientId(header.getRecipient()),
                new Purpose(header.getPurpose()),
                Enums.domain(header.getCategory()),
                templateId(header.getTemplateId()),
                header.getTemplateVersion(),
                new ContentType(header.getContentType()).value(),
                header.getExpiresAt());
    }

    private static @Nullable String templateId(@Nullable String id) {
        return id == null ? null : new TemplateId(id).value();
    }

    private static Bytes bytes(ByteBuffer buffer) {
        return Bytes.owned(AvroBytes.of(buffer));
    }
}
