package io.sealpost.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compatibility level FULL_TRANSITIVE, checked without a registry, and the rules that allow schemas
 * to grow.
 */
class SchemaCompatibilityTest {

    static Stream<Schema> records() {
        return Catalogue.get().schemas().stream();
    }

    static Stream<Schema> enums() {
        return named(Schema.Type.ENUM).stream();
    }

    @ParameterizedTest
    @MethodSource("records")
    void everyReleasedVersionReadsAndIsReadByThePresentOne(Schema today) throws IOException {
        List<Schema> released = ReleasedSchemas.released(today.getName());

        assertThat(released).as("released versions of %s", today.getName()).isNotEmpty();
        for (Schema before : released) {
            assertThat(reads(today, before))
                    .as("the present version reads a released one")
                    .isTrue();
            assertThat(reads(before, today))
                    .as("a released version reads the present one")
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("enums")
    void anEnumCanGrowByASymbolBecauseUnknownIsItsDefault(Schema today) {
        List<String> symbols = new ArrayList<>(today.getEnumSymbols());
        symbols.add("A_LATER_SYMBOL");
        Schema grown =
                Schema.createEnum(
                        today.getName(), today.getDoc(), today.getNamespace(), symbols, "UNKNOWN");

        assertThat(today.getEnumDefault()).isEqualTo("UNKNOWN");
        assertThat(today.getEnumSymbols()).startsWith("UNKNOWN");
        assertThat(reads(grown, today)).isTrue();
        assertThat(reads(today, grown)).isTrue();
    }

    @Test
    void everyRecordEnumAndFieldIsDocumented() {
        for (Schema record : named(Schema.Type.RECORD)) {
            assertThat(record.getDoc()).as(record.getName()).isNotBlank();
            record.getFields()
                    .forEach(
                            field ->
                                    assertThat(field.doc())
                                            .as(record.getName() + "." + field.name())
                                            .isNotBlank());
        }
        enums().forEach(symbols -> assertThat(symbols.getDoc()).as(symbols.getName()).isNotBlank());
    }

    @Test
    void everyUnionIsNullOrATypeWithDefaultNull() {
        for (Schema record : named(Schema.Type.RECORD)) {
            for (Schema.Field field : record.getFields()) {
                if (field.schema().isUnion()) {
                    assertThat(field.schema().getTypes()).hasSize(2);
                    assertThat(field.schema().getTypes().getFirst().getType())
                            .isEqualTo(Schema.Type.NULL);
                    assertThat(field.hasDefaultValue())
                            .as(record.getName() + "." + field.name())
                            .isTrue();
                }
            }
        }
    }

    @Test
    void aRenamedEnumSymbolIsIncompatible() {
        Schema before = Schema.createEnum("Colour", null, "test", List.of("RED", "BLUE"));
        Schema after = Schema.createEnum("Colour", null, "test", List.of("RED", "AZURE"));

        assertThat(reads(after, before)).isFalse();
    }

    private static boolean reads(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType()
                == SchemaCompatibilityType.COMPATIBLE;
    }

    private static List<Schema> named(Schema.Type type) {
        Map<String, Schema> found = new TreeMap<>();
        Catalogue.get().schemas().forEach(schema -> collect(schema, found));
        return found.values().stream().filter(schema -> schema.getType() == type).toList();
    }

    private static void collect(Schema schema, Map<String, Schema> found) {
        switch (schema.getType()) {
            case RECORD -> {
                if (found.put(schema.getFullName(), schema) == null) {
                    schema.getFields().forEach(field -> collect(field.schema(), found));
                }
            }
            case ENUM -> found.put(schema.getFullName(), schema);
            case UNION -> schema.getTypes().forEach(branch -> collect(branch, found));
            case ARRAY -> collect(schema.getElementType(), found);
            default -> {}
        }
    }
}
