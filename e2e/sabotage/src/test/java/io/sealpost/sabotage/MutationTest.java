package io.sealpost.sabotage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MutationTest {
    private static final Path MODULE = Path.of("libs/hop");

    @Test
    void oneTextIsReplacedAndLineBreaksAreWrittenAsTwoCharacters() {
        Mutation mutation = Mutation.parse(MODULE, "A.java\tif (x) {\\n  y;\tif (false) {\\n\tA#b");

        assertThat(mutation.apply("a\nif (x) {\n  y;\n}\n")).isEqualTo("a\nif (false) {\n\n}\n");
        assertThat(mutation.defence()).isEqualTo("A.java: if (x) { y;");
    }

    @Test
    void aTextThatIsNotFoundExactlyOnceIsAnError() {
        Mutation mutation = Mutation.parse(MODULE, "A.java\tx;\ty;\tATest#b");

        assertThatThrownBy(() -> mutation.apply("z;")).hasMessageStartingWith("not in A.java");
        assertThatThrownBy(() -> mutation.apply("x; x;"))
                .hasMessageStartingWith("more than once in A.java");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\tb\tc", "a\tb\tc\td", "a\t\tc\tATest#d", "a\tb\tc\tATest#d\te"})
    void aWrongFormIsAnError(String line) {
        assertThatThrownBy(() -> Mutation.parse(MODULE, line))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void commentsAndEmptyLinesAreLeftOut(@TempDir Path folder) throws IOException {
        Path tsv = Files.writeString(folder.resolve("s.tsv"), "# why\n\nA.java\tx\t\tATest#b\n");

        assertThat(Mutation.read(MODULE, tsv))
                .containsExactly(new Mutation(MODULE, Path.of("A.java"), "x", "", "ATest#b"));
    }
}
