package io.sealpost.wire;

import io.sealpost.schemas.DeadLetterReason;
import io.sealpost.wire.Decoded.Undecodable;
import io.sealpost.wire.Decoded.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Encodes and decodes Avro in Confluent framing: 0x00 ‖ u32 schema id ‖ Avro binary (docs/design.md
 * §2). Thread-safe.
 *
 * @param <T> the generated class
 */
public final class Codec<T extends SpecificRecord> {
    /** The greatest length of a value; a longer one is {@link DeadLetterReason#OVERSIZE}. */
    public static final int MAX_BYTES = 1 << 20;

    private static final int HEADER_SIZE = 5;

    static {
        // Twenty bytes can declare an array of 2^31-1 items: refuse it before allocating.
        limit("org.apache.avro.limits.bytes.maxLength", MAX_BYTES);
        limit("org.apache.avro.limits.string.maxLength", MAX_BYTES);
        limit("org.apache.avro.limits.collectionItems.maxLength", 4096);
    }

    private final SchemaRegistry registry;
    private final SpecificData model;
    private final Schema schema;
    private final SpecificDatumWriter<T> writer;
    private final Map<Integer, SpecificDatumReader<T>> readers = new ConcurrentHashMap<>();

    /** A codec for one generated class. Requests the schema id from the registry at first use. */
    public Codec(SchemaRegistry registry, Class<T> type) {
        this.registry = registry;
        this.model = model(type);
        this.schema = model.getSchema(type);
        this.writer = new SpecificDatumWriter<>(schema, model);
    }

    /**
     * Requests the schema id now, so that {@link #encode} needs no I/O later.
     *
     * @throws SchemaRegistryUnavailable where the registry does not answer
     */
    public void resolve() {
        registry.idOf(schema);
    }

    /**
     * The framed bytes of a record.
     *
     * @throws SchemaRegistryUnavailable at first use, where the registry does not answer
     */
    public byte[] encode(T record) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        out.writeBytes(
                ByteBuffer.allocate(HEADER_SIZE)
                        .put((byte) 0)
                        .putInt(registry.idOf(schema))
                        .array());
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        try {
            writer.write(record, encoder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /**
     * Decodes a record's value. Null stands for a record without a value. Whatever happens while it
     * is decoded concerns this record alone.
     *
     * @throws SchemaRegistryUnavailable where the writer's schema is not cached and the registry
     *     does not answer
     */
    public Decoded<T> decode(byte @Nullable [] bytes) {
        if (bytes == null || bytes.length == 0) {
            return new Undecodable<>(DeadLetterReason.EMPTY);
        }
        if (bytes.length > MAX_BYTES) {
            return new Undecodable<>(DeadLetterReason.OVERSIZE);
        }
        if (bytes.length < HEADER_SIZE || bytes[0] != 0) {
            return new Undecodable<>(DeadLetterReason.NOT_FRAMED);
        }
        return decodeFramed(bytes);
    }

    private Decoded<T> decodeFramed(byte[] bytes) {
        int id = ByteBuffer.wrap(bytes, 1, 4).getInt();
        SpecificDatumReader<T> reader = readers.get(id);
        if (reader == null) {
            Optional<Schema> written = registry.writerSchema(schema, id);
            if (written.isEmpty()) {
                return new Undecodable<>(DeadLetterReason.UNKNOWN_SCHEMA);
            }
            reader = new SpecificDatumReader<>(written.get(), schema, model);
            readers.put(id, reader);
        }
        return read(reader, bytes);
    }

    private Decoded<T> read(SpecificDatumReader<T> reader, byte[] bytes) {
        BinaryDecoder decoder =
                DecoderFactory.get()
                        .binaryDecoder(bytes, HEADER_SIZE, bytes.length - HEADER_SIZE, null);
        try {
            @SuppressWarnings("NullAway") // null: Avro creates a new object
            T value = reader.read(null, decoder);
            return decoder.isEnd()
                    ? new Value<>(value)
                    : new Undecodable<>(DeadLetterReason.NOT_DECODABLE);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            return new Undecodable<>(DeadLetterReason.NOT_DECODABLE);
        }
    }

    /** Loads generated classes with the class loader of this one, not with Avro's. */
    private static SpecificData model(Class<?> type) {
        SpecificData model = new SpecificData(type.getClassLoader());
        SpecificData.getForClass(type).getConversions().forEach(model::addLogicalTypeConversion);
        return model;
    }

    private static void limit(String property, int value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, Integer.toString(value));
        }
    }
}
