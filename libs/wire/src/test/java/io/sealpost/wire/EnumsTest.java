package io.sealpost.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.seal.id.Category;
import io.sealpost.seal.id.Channel;
import io.sealpost.seal.id.EvidenceMethod;
import io.sealpost.seal.id.Lane;
import io.sealpost.seal.id.Mode;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every symbol is converted to the symbol of the same name, in both directions. */
class EnumsTest {
    static Stream<Arguments> pairs() {
        return Stream.of(
                        pairs(io.sealpost.schemas.Mode.values(), Enums::domain),
                        pairs(Mode.values(), Enums::avro),
                        pairs(io.sealpost.schemas.Category.values(), Enums::domain),
                        pairs(Category.values(), Enums::avro),
                        pairs(io.sealpost.schemas.Channel.values(), Enums::domain),
                        pairs(Channel.values(), Enums::avro),
                        pairs(io.sealpost.schemas.Lane.values(), Enums::domain),
                        pairs(Lane.values(), Enums::avro),
                        pairs(io.sealpost.schemas.EvidenceMethod.values(), Enums::domain),
                        pairs(EvidenceMethod.values(), Enums::avro))
                .flatMap(pairs -> pairs);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aSymbolIsConvertedToTheSymbolOfTheSameName(Enum<?> symbol, Enum<?> converted) {
        assertThat(converted.name()).isEqualTo(symbol.name());
        assertThat(converted.getDeclaringClass()).isNotEqualTo(symbol.getDeclaringClass());
    }

    private static <A extends Enum<A>, B extends Enum<B>> Stream<Arguments> pairs(
            A[] symbols, Function<A, B> conversion) {
        return Arrays.stream(symbols).map(symbol -> Arguments.of(symbol, conversion.apply(symbol)));
    }
}
