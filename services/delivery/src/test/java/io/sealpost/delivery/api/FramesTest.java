package io.sealpost.delivery.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.sealpost.delivery.api.Frames.AckFrame;
import io.sealpost.delivery.api.Frames.HelloFrame;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The frames are what their schema says. */
class FramesTest {
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
                        FramesTest.class.getResourceAsStream("/device-frames.schema.json"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(file);
    }

    private static void assertValid(String frame) {
        assertThat(schema().validate(frame, InputFormat.JSON)).isEmpty();
    }

    @Test
    void whatTheServerSendsFitsTheSchema() {
        assertValid(Frames.challenge(new byte[32]));
        assertValid(Frames.ready(3));
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void everyErrorFitsTheSchema(ErrorCode code) {
        assertValid(code.frame());
    }

    @Test
    void whatFitsTheSchemaIsRead() {
        assertValid(HELLO);
        assertThat(Frames.read(HELLO)).isInstanceOf(HelloFrame.class);
        assertValid(ACK);
        assertThat(Frames.read(ACK)).isInstanceOf(AckFrame.class);
        String withoutKey = ACK.replaceFirst(",\"keyId\":\"A+\"", "");
        assertValid(withoutKey);
        assertThat(Frames.read(withoutKey)).isInstanceOf(AckFrame.class);
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
    void whatIsNoFrameIsRefused(String text) {
        assertThat(schema().validate(text, InputFormat.JSON)).isNotEmpty();
        assertThatThrownBy(() -> Frames.read(text)).isInstanceOf(Refusal.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"type\":\"ack\",\"time\":1,\"time\":2}",
                "{\"type\":\"ack\",\"time\":NaN}",
                "{\"type\":\"ack\"} {}",
            })
    void whatIsNoStrictJsonIsRefused(String text) {
        assertThatThrownBy(() -> Frames.read(text)).isInstanceOf(Refusal.class);
    }
}
