package io.sealpost.cli.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sealpost.cli.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads files with one JSON object on each line; an incomplete last line is left out. */
final class JsonLines {
    private JsonLines() {}

    static <T> List<T> read(Path file, Class<T> type) throws IOException {
        List<T> read = new ArrayList<>();
        String text = Files.readString(file);
        int complete = text.lastIndexOf('\n') + 1;
        for (String line : text.substring(0, complete).lines().toList()) {
            read.add(parse(line, type));
        }
        return read;
    }

    static List<OpenedMessageEntry> opened(Path folder) throws IOException {
        List<OpenedMessageEntry> opened = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(JsonLines::isOpened).sorted().toList()) {
                opened.addAll(read(file, OpenedMessageEntry.class));
            }
        }
        return opened;
    }

    private static boolean isOpened(Path file) {
        return file.getFileName().toString().matches("opened-.*\\.jsonl");
    }

    private static <T> T parse(String line, Class<T> type) throws JsonProcessingException {
        return Output.mapper().readValue(line, type);
    }
}
