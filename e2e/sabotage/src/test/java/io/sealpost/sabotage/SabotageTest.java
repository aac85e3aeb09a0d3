package io.sealpost.sabotage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every line of every sabotage.tsv fits its source, without an hour of {@code -Psabotage}. */
class SabotageTest {
    private static final Path ROOT = Path.of(System.getProperty("sealpost.root"));

    static Stream<Mutation> mutations() throws IOException {
        return Sabotage.mutations(ROOT).values().stream().flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("mutations")
    void everyLineFitsTheSourceAndNamesATest(Mutation mutation) throws IOException {
        Path file = ROOT.resolve(mutation.module()).resolve(mutation.file());
        String source = Files.readString(file);

        assertThatCode(() -> mutation.apply(source)).doesNotThrowAnyException();
        assertThat(tests(mutation))
                .singleElement()
                .asString()
                .contains(" " + mutation.testMethod() + "(");
    }

    /** The sources of the classes with that name. */
    private static List<String> tests(Mutation mutation) throws IOException {
        String name = mutation.testClass() + ".java";
        List<Path> files;
        try (Stream<Path> all =
                Files.walk(ROOT.resolve(mutation.module()).resolve("src/test/java"))) {
            files = all.filter(file -> file.endsWith(name)).toList();
        }
        List<String> sources = new ArrayList<>();
        for (Path file : files) {
            sources.add(Files.readString(file));
        }
        return sources;
    }
}
