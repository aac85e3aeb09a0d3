package io.sealpost.cli.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The texts that are sent: the lines of a file, or built-in ones. They are repeated where there are
 * more messages than lines.
 */
record MessageTexts(List<String> lines) {

    static MessageTexts load(@Nullable Path file) throws IOException {
        List<String> lines = file == null ? builtIn() : Files.readAllLines(file);
        List<String> full = lines.stream().filter(line -> !line.isBlank()).toList();
        if (full.isEmpty()) {
            throw new IllegalArgumentException(
                    "the file of --corpus has no text; give one with a message on each line");
        }
        return new MessageTexts(full);
    }

    byte[] text(int number) {
        return lines.get(number % lines.size()).getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> builtIn() throws IOException {
        try (InputStream in =
                        Objects.requireNonNull(
                                MessageTexts.class.getResourceAsStream("messages.txt"));
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }
}
