package io.sealpost.client.device;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.sealpost.client.http.Api;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the socket's server says ({@code device-frames.schema.json} of shared-schemas). */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", defaultImpl = ServerFrame.Later.class)
@JsonSubTypes({
    @JsonSubTypes.Type(value = ServerFrame.Challenge.class, name = "challenge"),
    @JsonSubTypes.Type(value = ServerFrame.Control.class, name = "control"),
    @JsonSubTypes.Type(value = ServerFrame.Push.class, name = "push"),
    @JsonSubTypes.Type(value = ServerFrame.Fault.class, name = "error"),
})
sealed interface ServerFrame {

    /** Prove who you are. */
    record Challenge(byte[] nonce) implements ServerFrame {}

    /** Kind {@code ready}: the proof was taken; the recipient's device list has this version. */
    record Control(String kind, long listVersion) implements ServerFrame {}

    /** At most 100 messages. */
    record Push(List<PushedMessage> messages) implements ServerFrame {}

    /** The server ends the conversation, or the device does. */
    record Fault(String code) implements ServerFrame {
        static final String UNKNOWN_MESSAGE = "unknown-message";

        public Fault(@Nullable String code) {
            this.code = code == null ? "" : code;
        }
    }

    /** A type of a later release. */
    record Later() implements ServerFrame {}

    /** Empty for text that is no frame. */
    static Optional<ServerFrame> parse(String text) {
        try {
            return Optional.of(Api.JSON.readValue(text, ServerFrame.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
