package io.sealpost.cli.demo;

import io.sealpost.cli.Output;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code sent.jsonl}: what is about to be sent, written before it is. */
final class Recorder implements AutoCloseable {
    private final BufferedWriter file;

    Recorder(Path path) throws IOException {
        this.file = Files.newBufferedWriter(path);
    }

    void write(SentLine line) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("messageId", line.messageId());
        fields.put("recipient", line.recipient());
        fields.put("sha256", line.sha256());
        try {
            file.write(Output.json(fields));
            file.newLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void flush() throws IOException {
        file.flush();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
