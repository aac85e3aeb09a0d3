package io.sealpost.delivery.socket;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sealpost.delivery.session.SocketError;
import io.sealpost.seal.socket.ReceiptKind;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The frames of {@code sealpost.v1} beside pushes and errors ({@code device-frames.schema.json}):
 * JSON text, bytes as base64url without padding, times in milliseconds.
 */
final class SocketFrames {

    /** A frame that a device sends. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = HelloFrame.class, name = "hello"),
        @JsonSubTypes.Type(value = AckFrame.class, name = "ack")
    })
    sealed interface FromDevice {}

    /** The answer to the challenge. */
    record HelloFrame(String business, String recipient, String device, String signature)
            implements FromDevice {
        HelloFrame {
            requireAll(business, recipient, device, signature);
        }
    }

    /** Receipts under one signature. */
    record AckFrame(long time, long listVersion, List<Ack> messages, String signature)
            implements FromDevice {
        AckFrame {
            messages = List.copyOf(messages);
            requireAll(signature);
        }
    }

    /** One receipt; {@code keyId} names the key that is missing, for CANNOT_OPEN. */
    record Ack(UUID messageId, String envelopeHash, ReceiptKind kind, @Nullable String keyId) {
        Ack {
            requireAll(messageId, envelopeHash, kind);
        }
    }

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(4)
                                                    .maxStringLength(256)
                                                    .build())
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private SocketFrames() {}

    /** Jackson passes null for a field that is missing. */
    private static void requireAll(@Nullable Object... fields) {
        for (Object field : fields) {
            Objects.requireNonNull(field);
        }
    }

    /**
     * Reads a frame of a device.
     *
     * @throws FrameRefused for any other text
     */
    static FromDevice read(String text) {
        try {
            FromDevice frame = JSON.readValue(text, FromDevice.class);
            if (frame == null) {
                throw new FrameRefused(SocketError.BAD_FRAME);
            }
            return frame;
        } catch (JsonProcessingException e) {
            throw new FrameRefused(SocketError.BAD_FRAME);
        }
    }

    /**
     * Decodes a field.
     *
     * @throws FrameRefused where it is not base64url
     */
    static byte[] bytes(String base64) {
        try {
            return Base64.getUrlDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            throw new FrameRefused(SocketError.BAD_FRAME);
        }
    }

    static String challenge(byte[] nonce) {
        return "{\"type\":\"challenge\",\"nonce\":\"" + ENCODER.encodeToString(nonce) + "\"}";
    }

    static String ready(long listVersion) {
        return "{\"type\":\"control\",\"kind\":\"ready\",\"listVersion\":" + listVersion + "}";
    }
}
