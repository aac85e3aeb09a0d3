package io.sealpost.client.device;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.sealpost.client.http.ApiClient;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A frame from the device to the server ({@code device-frames.schema.json} of shared-schemas;
 * docs/sealing.md, Socket protocol).
 */
sealed interface DeviceFrame {

    @JsonProperty
    String type();

    /** The answer to a challenge; signed over {@code sealpost/ws/v1}. */
    record HelloFrame(String business, String recipient, String device, byte[] signature)
            implements DeviceFrame {
        @Override
        public String type() {
            return "hello";
        }
    }

    /**
     * An acknowledgement of 1 to 500 messages with one signature over {@code sealpost/ack/v1}.
     *
     * @param time of the device, in milliseconds since 1970
     * @param listVersion the highest version of the device list that the device has seen
     */
    record AckFrame(long time, long listVersion, List<Entry> messages, byte[] signature)
            implements DeviceFrame {
        @Override
        public String type() {
            return "ack";
        }

        /**
         * The receipt of one message.
         *
         * @param kind the symbol of a {@code ReceiptKind}
         * @param keyId for CANNOT_OPEN: the key that the message was sealed to
         */
        @JsonInclude(JsonInclude.Include.NON_NULL)
        record Entry(UUID messageId, byte[] envelopeHash, String kind, byte @Nullable [] keyId) {}
    }

    /** The frame as JSON. */
    default String text() {
        try {
            return ApiClient.JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a frame could not be written as JSON", e);
        }
    }
}
