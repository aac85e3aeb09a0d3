package io.sealpost.sabotage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A change of the code that removes one defence: a line of a module's {@code
 * src/test/resources/sabotage.tsv}, {@code file<TAB>text to find<TAB>replacement<TAB>
 * TestClass#method}. In both texts {@code \n} is a line break.
 *
 * @param module the module's folder, relative to the root
 * @param file relative to the module's folder
 * @param test must fail with the mutation
 */
record Mutation(Path module, Path file, String find, String replacement, String test) {
    private static final int MAX_TEXT_LENGTH = 56;

    /** The mutations of one file, without comments and empty lines. */
    static List<Mutation> read(Path module, Path tsv) throws IOException {
        return Files.readAllLines(tsv).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> parse(module, line))
                .toList();
    }

    static Mutation parse(Path module, String line) {
        String[] parts = line.split("\t", -1);
        if (parts.length != 4 || parts[1].isEmpty() || !parts[3].matches("\\w+#\\w+")) {
            throw new IllegalArgumentException("not a mutation, in " + module + ": " + line);
        }
        return new Mutation(
                module, Path.of(parts[0]), unescape(parts[1]), unescape(parts[2]), parts[3]);
    }

    /**
     * The source with the mutation.
     *
     * @throws IllegalStateException where the source does not have the text to find exactly once
     */
    String apply(String text) {
        int at = text.indexOf(find);
        if (at < 0 || text.indexOf(find, at + 1) >= 0) {
            throw new IllegalStateException(
                    (at < 0 ? "not in " : "more than once in ") + file + ": " + find);
        }
        return text.substring(0, at) + replacement + text.substring(at + find.length());
    }

    String testClass() {
        return test.substring(0, test.indexOf('#'));
    }

    String testMethod() {
        return test.substring(test.indexOf('#') + 1);
    }

    /** The file and the removed text, in one line. */
    String defence() {
        String text = find.strip().replaceAll("\\s+", " ");
        return file.getFileName()
                + ": "
                + (text.length() <= MAX_TEXT_LENGTH
                        ? text
                        : text.substring(0, MAX_TEXT_LENGTH - 1) + "…");
    }

    private static String unescape(String text) {
        return text.replace("\\n", "\n");
    }
}
