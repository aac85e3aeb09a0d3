package io.sealpost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class SealpostTest {
    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandSaysWhatItDoesWithAnExample(String name, CommandLine command) {
        assertThat(command.getCommandSpec().usageMessage().description()).isNotEmpty();
        assertThat(command.getUsageMessage()).contains("--help", "./sealpost " + name);
    }

    @Test
    void aProducerKeyThatIsNoneIsAMistakeOfTheCommandLine() {
        StringWriter errors = new StringWriter();
        CommandLine line = Sealpost.commandLine().setErr(new PrintWriter(errors, true));

        assertThat(line.execute("business", "add", "acme", "--producer-key", "0f")).isEqualTo(2);
        assertThat(errors.toString()).contains("--producer-key must be 64 hex digits");
    }

    static Stream<Object[]> commands() {
        return below("", Sealpost.commandLine());
    }

    private static Stream<Object[]> below(String name, CommandLine line) {
        return line.getSubcommands().entrySet().stream()
                .flatMap(
                        entry -> {
                            String full = (name + " " + entry.getKey()).strip();
                            return Stream.concat(
                                    Stream.of(new Object[][] {{full, entry.getValue()}}),
                                    below(full, entry.getValue()));
                        });
    }
}
