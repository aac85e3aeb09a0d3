package io.sealpost.wire;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * Parses schemas that somebody else wrote. With a schema that is recursive, or that nests its
 * records very deep or very often, a small record could make the decoder recurse until its stack
 * overflows, or run for hours. Sealpost's own schemas are far below these bounds.
 */
final class WriterSchema {
    static final int MAX_DEPTH = 64;

    /** The values of a record, those of nested records included; an array counts as one item. */
    static final long MAX_VALUES = 10_000;

    private WriterSchema() {}

    /** Empty where the text is no Avro record within the bounds. */
    static Optional<Schema> parse(String text) {
        try {
            Schema schema = new Schema.Parser().parse(text);
            boolean usable =
                    schema.getType() == Schema.Type.RECORD
                            && size(schema, new HashMap<>()).isBounded();
            return usable ? Optional.of(schema) : Optional.empty();
        } catch (RuntimeException | StackOverflowError unusable) {
            // Avro throws several kinds: for other schema languages, defaults, references, depth.
            return Optional.empty();
        }
    }

    private record Size(int depth, long values) {
        static final Size LEAF = new Size(1, 1);

        /** Of a record that is inside itself. */
        static final Size ENDLESS = new Size(MAX_DEPTH + 1, MAX_VALUES + 1);

        boolean isBounded() {
            return depth <= MAX_DEPTH && values <= MAX_VALUES;
        }

        Size with(Size part) {
            return new Size(
                    Math.max(depth, part.depth + 1),
                    Math.min(values + part.values, MAX_VALUES + 1));
        }
    }

    /**
     * @param records the sizes of the records that were met before, by full name: a schema may name
     *     a record many times
     */
    private static Size size(Schema schema, Map<String, Size> records) {
        if (schema.getType() != Schema.Type.RECORD) {
            return sizeOfParts(schema, records);
        }
        Size known = records.get(schema.getFullName());
        if (known == null) {
            records.put(schema.getFullName(), Size.ENDLESS);
            known = sizeOfParts(schema, records);
            records.put(schema.getFullName(), known);
        }
        return known;
    }

    private static Size sizeOfParts(Schema schema, Map<String, Size> records) {
        Size size = Size.LEAF;
        for (Schema part : parts(schema)) {
            size = size.with(size(part, records));
        }
        return size;
    }

    private static List<Schema> parts(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> {
                List<Schema> fields = new ArrayList<>();
                schema.getFields().forEach(field -> fields.add(field.schema()));
                yield fields;
            }
            case ARRAY -> List.of(schema.getElementType());
            case MAP -> List.of(schema.getValueType());
            case UNION -> schema.getTypes();
            case ENUM, FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> List.of();
        };
    }
}
