package io.sealpost.bench.device;

import io.sealpost.client.device.MessageHandler;
import io.sealpost.client.device.OpenedMessage;
import io.sealpost.seal.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * Writes one line of JSON for each message and device. The file survives the process: a last line
 * that is incomplete because the process was killed is removed, and a line that an earlier process
 * wrote is not written again. Thread-safe.
 */
final class OpenedMessageLog implements MessageHandler, AutoCloseable {
    private final FileChannel file;
    private final Set<String> written;

    private OpenedMessageLog(FileChannel file, Set<String> written) {
        this.file = file;
        this.written = written;
    }

    static OpenedMessageLog at(Path path) throws IOException {
        byte[] before = Files.exists(path) ? Files.readAllBytes(path) : new byte[0];
        int whole = before.length;
        while (whole > 0 && before[whole - 1] != '\n') {
            whole--;
        }
        String lines = new String(before, 0, whole, StandardCharsets.UTF_8);
        FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        file.truncate(whole).position(whole);
        return new OpenedMessageLog(file, new HashSet<>(lines.lines().toList()));
    }

    @Override
    public synchronized void onMessage(OpenedMessage message) {
        String line = line(message);
        if (written.remove(line)) {
            return;
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                int unused = file.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private static String line(OpenedMessage message) {
        return "{\"messageId\":\"%s\",\"device\":\"%s\",\"sha256\":\"%s\"}"
                .formatted(
                        message.context().message(),
                        message.context().device(),
                        Sha256.of(message.content().toArray()).bytes().hex());
    }
}
