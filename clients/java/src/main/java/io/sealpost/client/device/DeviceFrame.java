package io.sealpost.client.device;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.sealpost.client.http.Api;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a device says on its socket ({@code device-frames.schema.json} of shared-schemas). */
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

    /** One signature over {@code sealpost/ack/v1} for 1 to 500 messages. */
    record AckFrame(long time, long listVersion, List<Entry> messages, byte[] signature)
            implements DeviceFrame {
        @Override
        public String type() {
            return "ack";
        }

        /**
         * @param keyId CANNOT_OPEN: the key it was sealed to
         */
        @JsonInclude(JsonInclude.Include.NON_NULL)
        record Entry(UUID messageId, byte[] envelopeHash, String kind, byte @Nullable [] keyId) {}
    }

    default String text() {
        try {
            return Api.JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a frame is always JSON", e);
        }
    }
}
