package io.sealpost.client.device;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.sealpost.client.http.ApiClient;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A frame from the server of the device's socket ({@code device-frames.schema.json} of
 * shared-schemas; docs/sealing.md, Socket protocol). Unknown fields are ignored.
 */
@JsonTypeInfo(
        use = JsonTypeInfo.Id.NAME,
        property = "type",
        defaultImpl = ServerFrame.UnknownFrame.class)
@JsonSubTypes({
    @JsonSubTypes.Type(value = ServerFrame.ChallengeFrame.class, name = "challenge"),
    @JsonSubTypes.Type(value = ServerFrame.ControlFrame.class, name = "control"),
    @JsonSubTypes.Type(value = ServerFrame.PushFrame.class, name = "push"),
    @JsonSubTypes.Type(value = ServerFrame.ErrorFrame.class, name = "error"),
})
sealed interface ServerFrame {

    /** The server requests a hello that is signed over this nonce of 32 bytes. */
    record ChallengeFrame(byte[] nonce) implements ServerFrame {}

    /**
     * Kind {@code ready}: the server accepted the hello.
     *
     * @param listVersion the version of the recipient's device list that the server has
     */
    record ControlFrame(String kind, long listVersion) implements ServerFrame {}

    /** At most 100 messages. */
    record PushFrame(List<PushedMessage> messages) implements ServerFrame {}

    /** The server refused a frame of the device. The device ends the connection. */
    record ErrorFrame(String code) implements ServerFrame {
        static final String UNKNOWN_MESSAGE = "unknown-message";

        public ErrorFrame(@Nullable String code) {
            this.code = code == null ? "" : code;
        }
    }

    /** A type that this version does not know; ignored. */
    record UnknownFrame() implements ServerFrame {}

    /** Empty where the text is not a frame. */
    static Optional<ServerFrame> parse(String text) {
        try {
            return Optional.of(ApiClient.JSON.readValue(text, ServerFrame.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
