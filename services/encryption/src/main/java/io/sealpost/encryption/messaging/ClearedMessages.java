package io.sealpost.encryption.messaging;

import io.sealpost.encryption.domain.RecipientRef;
import io.sealpost.encryption.sealing.Letter;
import io.sealpost.schemas.ClearedMessage;
import io.sealpost.schemas.DeadLetterReason;
import io.sealpost.schemas.GatewayContent;
import io.sealpost.schemas.MessageHeader;
import io.sealpost.schemas.Mode;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Suite;
import io.sealpost.seal.gateway.GatewayCiphertext;
import io.sealpost.seal.gateway.GatewayHeader;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Category;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.Purpose;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.id.RequestId;
import io.sealpost.wire.AvroBytes;
import io.sealpost.wire.Decoded;
import io.sealpost.wire.Decoded.Undecodable;
import io.sealpost.wire.Decoded.Value;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From the record to what is sealed. */
final class ClearedMessages {
    /** Characters. More than ingest takes; what no context can hold would hold up its batch. */
    private static final int MOST_TEXT = 255;

    private ClearedMessages() {}

    /** Ingest checked every form; what is wrong here all the same was not written by consent. */
    static Decoded<ToSeal> read(ClearedMessage cleared) {
        try {
            return new Value<>(new ToSeal(cleared, letter(cleared), Optional.empty()));
        } catch (IllegalArgumentException e) {
            return new Undecodable<>(DeadLetterReason.BAD_FORM);
        }
    }

    private static Optional<Letter> letter(ClearedMessage cleared) {
        GatewayContent gateway = cleared.getGateway();
        return cleared.getHeader().getMode() == Mode.GATEWAY && gateway != null
                ? Optional.of(letter(cleared.getHeader(), gateway))
                : Optional.empty();
    }

    private static Letter letter(MessageHeader header, GatewayContent gateway) {
        ByteBuffer signature = gateway.getProducerSignature();
        return new Letter(
                new MessageId(header.getMessageId()),
                to(header),
                gatewayHeader(header),
                Suite.of(gateway.getSuite())
                        .orElseThrow(() -> new IllegalArgumentException("unknown suite")),
                gateway.getEpoch(),
                bytes(gateway.getSessionEnvelope()),
                new GatewayCiphertext(bytes(gateway.getNonce()), bytes(gateway.getCiphertext())),
                signature == null ? null : bytes(signature));
    }

    private static GatewayHeader gatewayHeader(MessageHeader header) {
        if (isLong(header.getTemplateId()) || isLong(header.getContentType())) {
            throw new IllegalArgumentException("text");
        }
        return new GatewayHeader(
                new RequestId(header.getRequestId()),
                new RecipientId(header.getRecipient()),
                new Purpose(header.getPurpose()),
                Category.valueOf(header.getCategory().name()),
                header.getTemplateId(),
                header.getTemplateVersion(),
                header.getContentType(),
                header.getExpiresAt());
    }

    private static boolean isLong(@Nullable String text) {
        return text != null && text.length() > MOST_TEXT;
    }

    static RecipientRef to(MessageHeader header) {
        return new RecipientRef(
                new BusinessId(header.getBusiness()), new RecipientId(header.getRecipient()));
    }

    static Bytes bytes(ByteBuffer buffer) {
        return Bytes.owned(AvroBytes.of(buffer));
    }
}
