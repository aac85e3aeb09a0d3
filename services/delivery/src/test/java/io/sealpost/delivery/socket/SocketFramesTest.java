package io.sealpost.delivery.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.sealpost.delivery.session.SocketError;
import io.sealpost.delivery.socket.SocketFrames.AckFrame;
import io.sealpost.delivery.socket.SocketFrames.HelloFrame;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames against their schema. */
class SocketFramesTest {
    private static final String ID = "018f4a00-0000-8000-8000-000000000000";
    private static final String HELLO =
            "{\"type\":\"hello\",\"business\":\"acme\",\"recipient\":\"r_%s\",\"device\":\"d_%s\",\"signature\":\"%s\"}"
                    .formatted("a".repeat(26), "a".repeat(26), "A".repeat(86));
    private static final String ACK =
            """
            {"type":"ack","time":1,"listVersion":2,"messages":[{"messageId":"%s","envelopeHash":"%s",
             "kind":"CANNOT_OPEN","keyId":"%s"}],"signature":"%s"}\
            """
                    .formatted(ID, "A".repeat(43), "A".repeat(22), "A".repeat(86));

    private static Schema schema() {
        InputStream file =
                Objects.requireNonNull(
                        SocketFramesTest.class.getResourceAsStream("/device-frames.schema.json"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(file);
    }

    private static void assertValid(String frame) {
        assertThat(schema().validate(frame, InputFormat.JSON)).isEmpty();
    }

    @Test
    void theServersFramesFitTheSchema() {
        assertValid(SocketFrames.challenge(new byte[32]));
        assertValid(SocketFrames.ready(3));
    }

    @ParameterizedTest
    @EnumSource(SocketError.class)
    void everyErrorFitsTheSchema(SocketError error) {
        assertValid(error.frame());
    }

    @Test
    void devicesFramesThatFitTheSchemaAreRead() {
        assertValid(HELLO);
        assertThat(SocketFrames.read(HELLO)).isInstanceOf(HelloFrame.class);
        assertValid(ACK);
        assertThat(SocketFrames.read(ACK)).isInstanceOf(AckFrame.class);
        String withoutKey = ACK.replaceFirst(",\"keyId\":\"A+\"", "");
        assertValid(withoutKey);
        assertThat(SocketFrames.read(withoutKey)).isInstanceOf(AckFrame.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "{}",
                "{\"type\":\"push\",\"messages\":[]}",
                "{\"type\":\"hello\"}",
                "{\"type\":\"ack\",\"time\":1,\"listVersion\":1,\"messages\":[null],\"signature\":\"\"}",
                "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":1}}}}}",
            })
    void anyOtherTextIsRefused(String text) {
        assertThat(schema().validate(text, InputFormat.JSON)).isNotEmpty();
        assertThatThrownBy(() -> SocketFrames.read(text)).isInstanceOf(FrameRefused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"type\":\"ack\",\"time\":1,\"time\":2}",
                "{\"type\":\"ack\",\"time\":NaN}",
                "{\"type\":\"ack\"} {}",
            })
    void jsonThatIsNotStrictIsRefused(String text) {
        assertThatThrownBy(() -> SocketFrames.read(text)).isInstanceOf(FrameRefused.class);
    }
}
