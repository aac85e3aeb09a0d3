package io.sealpost.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
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
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.avro.SchemaBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Encoding and decoding. The registry of this test answers over HTTP as the real one does, and
 * holds schemas that the real one would not take; the tests of the services use the real registry.
 */
class CodecTest {
    private static final String SUBJECT = DeviceWake.getClassSchema().getFullName();
    private static final String RECURSIVE =
            SchemaBuilder.record(SUBJECT)
                    .fields()
                    .name("nested")
                    .type()
                    .unionOf()
                    .nullType()
                    .and()
                    .type(SUBJECT)
                    .endUnion()
                    .nullDefault()
                    .endRecord()
                    .toString();

    /** By version, the id and text of each schema that is registered under the subject. */
    private final Map<Integer, Registered> versions =
            new TreeMap<>(Map.of(1, new Registered(7, DeviceWake.getClassSchema().toString())));

    private final AtomicInteger lists = new AtomicInteger();

    private record Registered(int id, String schema) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    private HttpServer server;
    private Codec<DeviceWake> codec;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/subjects/" + SUBJECT, exchange -> answer(exchange, 200, "{\"id\":7}"));
        server.createContext("/subjects/" + SUBJECT + "/versions", this::versions);
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
    void anIdThatIsNotRegisteredForTheRecordIsAnUnknownSchema() {
        assertThat(codec.decode(framed(8, new byte[4])))
                .isEqualTo(undecodable(DeadLetterReason.UNKNOWN_SCHEMA));
    }

    @Test
    void manyUnknownIdsFetchTheListOnce() {
        for (int id = 1_000; id < 1_100; id++) {
            assertThat(codec.decode(framed(id, new byte[4])))
                    .isEqualTo(undecodable(DeadLetterReason.UNKNOWN_SCHEMA));
        }

        assertThat(lists).as("within a second or two").hasValueLessThanOrEqualTo(3);
    }

    @Test
    void aSchemaThatIsRegisteredLaterIsFound() {
        DeviceWake wake = new DeviceWake("acme", "d_aaaa", Lane.BULK);
        byte[] bytes = codec.encode(wake);
        ByteBuffer.wrap(bytes).putInt(1, 9);
        assertThat(codec.decode(bytes)).isEqualTo(undecodable(DeadLetterReason.UNKNOWN_SCHEMA));

        versions.put(2, new Registered(9, DeviceWake.getClassSchema().toString()));

        Awaitility.await()
                .untilAsserted(() -> assertThat(codec.decode(bytes)).isEqualTo(new Value<>(wake)));
    }

    static Stream<Arguments> aSchemaThatCannotBeUsedConcernsItsOwnRecordsOnly() {
        return Stream.of(
                Arguments.of("a JSON Schema", "{\"type\":\"object\",\"title\":\"x\"}"),
                Arguments.of("no JSON", "syntax = \"proto3\";"),
                Arguments.of(
                        "a reference to another subject", field("\"io.sealpost.schemas.Lane\"")),
                Arguments.of("an invalid default", field("\"int\",\"default\":\"none\"")),
                Arguments.of("another record", SendRequest.getClassSchema().toString()),
                Arguments.of("a recursive record", RECURSIVE),
                Arguments.of("6,000 arrays", field(nested(6_000))),
                Arguments.of("65 arrays", field(nested(65))),
                Arguments.of("records that name each other 2^60 times", doubling(60)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void aSchemaThatCannotBeUsedConcernsItsOwnRecordsOnly(String what, String schema) {
        versions.put(2, new Registered(8, schema));
        DeviceWake wake = new DeviceWake("acme", "d_aaaa", Lane.BULK);

        assertThat(codec.decode(framed(8, new byte[3])))
                .isInstanceOf(Undecodable.class)
                .isEqualTo(undecodable(DeadLetterReason.UNKNOWN_SCHEMA));
        assertThat(codec.decode(codec.encode(wake))).isEqualTo(new Value<>(wake));
    }

    private static String field(String type) {
        return "{\"type\":\"record\",\"name\":\"%s\",\"fields\":[{\"name\":\"f\",\"type\":%s}]}"
                .formatted(SUBJECT, type);
    }

    private static String nested(int arrays) {
        return "{\"type\":\"array\",\"items\":".repeat(arrays) + "\"int\"" + "}".repeat(arrays);
    }

    /** Each record names the one below it twice. */
    private static String doubling(int records) {
        String below = "\"int\"";
        for (int i = 1; i <= records; i++) {
            String name = i == records ? SUBJECT : "x.R" + i;
            String again = i == 1 ? "\"int\"" : "\"x.R" + (i - 1) + "\"";
            below =
                    "{\"type\":\"record\",\"name\":\"%s\",\"fields\":[{\"name\":\"a\",\"type\":%s},{\"name\":\"b\",\"type\":%s}]}"
                            .formatted(name, below, again);
        }
        return below;
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

    private void versions(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.endsWith("/versions")) {
            lists.incrementAndGet();
            answer(exchange, 200, versions.keySet().toString());
        } else {
            int version = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
            Registered found = Objects.requireNonNull(versions.get(version));
            ObjectNode body = JSON.createObjectNode().put("id", found.id());
            answer(exchange, 200, body.put("schema", found.schema()).toString());
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
