package io.sealpost.cli.demo;

import io.sealpost.cli.Output;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes {@code sent.jsonl}: each message before it is sent. */
final class SentMessageLog implements AutoCloseable {
    private final BufferedWriter file;

    SentMessageLog(Path path) throws IOException {
        this.file = Files.newBufferedWriter(path);
    }

    void write(SentMessageEntry entry) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("messageId", entry.messageId());
        fields.put("recipient", entry.recipient());
        fields.put("sha256", entry.sha256());
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
