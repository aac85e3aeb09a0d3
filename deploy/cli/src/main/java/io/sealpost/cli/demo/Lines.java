package io.sealpost.cli.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sealpost.cli.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads files of JSON lines back; a last line that is still being written is left for later. */
final class Lines {
    private Lines() {}

    static <T> List<T> read(Path file, Class<T> type) throws IOException {
        List<T> read = new ArrayList<>();
        String text = Files.readString(file);
        int whole = text.lastIndexOf('\n') + 1;
        for (String line : text.substring(0, whole).lines().toList()) {
            read.add(parse(line, type));
        }
        return read;
    }

    static List<OpenedLine> opened(Path folder) throws IOException {
        List<OpenedLine> opened = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Lines::isOpened).sorted().toList()) {
                opened.addAll(read(file, OpenedLine.class));
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
