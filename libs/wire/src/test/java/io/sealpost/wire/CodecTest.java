package io.sealpost.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.sealpost.schemas.DeadLetterReason;
import io.sealpost.schemas.DeviceWake;
import io.sealpost.schemas.Lane;
import io.sealpost.schemas.SendRequest;
import io.sealpost.wire.Decoded.Undecodable;
import io.sealpost.wire.Decoded.Value;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Encoding and decoding. The registry of this test answers over HTTP as the real one does, but has
 * only two schemas; the tests of the services use the real registry.
 */
class CodecTest {
    private static final Map<Integer, Schema> SCHEMAS =
            Map.of(7, DeviceWake.getClassSchema(), 8, SendRequest.getClassSchema());

    private HttpServer server;
    private Codec<DeviceWake> codec;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/subjects/io.sealpost.schemas.DeviceWake",
                exchange -> answer(exchange, 200, "{\"id\":7}"));
        server.createContext(
                "/schemas/ids/",
                exchange -> {
                    String path = exchange.getRequestURI().getPath();
                    Schema schema =
                            SCHEMAS.get(
                                    Integer.parseInt(path.substring(path.lastIndexOf('/') + 1)));
                    answer(
                            exchange,
                            schema == null ? 404 : 200,
                            schema == null ? "{}" : quoted(schema));
                });
        server.start();
        codec = new Codec<>(registry(), DeviceWake.class);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void anEncodedRecordIsDecoded() {
        DeviceWake wake = new DeviceWake("acme", "d_aaaa", Lane.BULK);

        assertThat(codec.decode(codec.encode(wake))).isEqualTo(new Value<>(wake));
    }

    @Test
    void aMissingValueIsEmpty() {
        assertThat(codec.decode(null)).isEqualTo(undecodable(DeadLetterReason.EMPTY));
        assertThat(codec.decode(new byte[0])).isEqualTo(undecodable(DeadLetterReason.EMPTY));
    }

    @Test
    void anotherMagicByteIsNotFramed() {
        assertThat(codec.decode(new byte[] {1, 0, 0, 0, 7, 0}))
                .isEqualTo(undecodable(DeadLetterReason.NOT_FRAMED));
        assertThat(codec.decode(new byte[] {0, 0, 0}))
                .isEqualTo(undecodable(DeadLetterReason.NOT_FRAMED));
    }

    @Test
    void anIdThatTheRegistryDoesNotKnowIsAnUnknownSchema() {
        assertThat(codec.decode(framed(99, new byte[4])))
                .isEqualTo(undecodable(DeadLetterReason.UNKNOWN_SCHEMA));
    }

    @Test
    void theSchemaOfAnotherRecordIsWrong() {
        assertThat(codec.decode(framed(8, new byte[4])))
                .isEqualTo(undecodable(DeadLetterReason.WRONG_SCHEMA));
    }

    @Test
    void oneByteMoreOrLessIsNotDecodable() {
        byte[] whole = codec.encode(new DeviceWake("acme", "d_aaaa", Lane.BULK));

        assertThat(codec.decode(Arrays.copyOf(whole, whole.length - 1)))
                .isEqualTo(undecodable(DeadLetterReason.NOT_DECODABLE));
        assertThat(codec.decode(Arrays.copyOf(whole, whole.length + 1)))
                .isEqualTo(undecodable(DeadLetterReason.NOT_DECODABLE));
    }

    @ParameterizedTest
    @ValueSource(longs = {Integer.MAX_VALUE, Integer.MAX_VALUE - 8L, Long.MAX_VALUE, -1, 2_000_000})
    void aLengthThatTwentyBytesCannotHoldIsNotDecodable(long claimed) {
        assertThat(codec.decode(framed(7, zigzag(claimed))))
                .isEqualTo(undecodable(DeadLetterReason.NOT_DECODABLE));
    }

    @Test
    void aValueOverTheLimitIsOversize() {
        assertThat(codec.decode(new byte[Codec.MAX_BYTES + 1]))
                .isEqualTo(undecodable(DeadLetterReason.OVERSIZE));
    }

    @Test
    void anUnavailableRegistryIsNotTakenForABadRecord() {
        server.stop(0);

        assertThatThrownBy(() -> codec.decode(framed(7, new byte[4])))
                .isInstanceOf(SchemaRegistryUnavailable.class);
    }

    private SchemaRegistry registry() {
        return new SchemaRegistry(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    private static Undecodable<DeviceWake> undecodable(DeadLetterReason reason) {
        return new Undecodable<>(reason);
    }

    private static byte[] framed(int id, byte[] rest) {
        return ByteBuffer.allocate(5 + rest.length).put((byte) 0).putInt(id).put(rest).array();
    }

    private static byte[] zigzag(long value) {
        ByteBuffer out = ByteBuffer.allocate(20);
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7fL) != 0) {
            out.put((byte) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        return out.put((byte) rest).array();
    }

    private static String quoted(Schema schema) {
        return "{\"schema\":\""
                + schema.toString().replace("\\", "\\\\").replace("\"", "\\\"")
                + "\"}";
    }

    private static void answer(
            com.sun.net.httpserver.HttpExchange exchange, int status, String body)
            throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
