package io.sealpost.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The {@code postmaster.pid} a killed server leaves. PostgreSQL replaces it by itself, unless
 * another process has got the number in it since.
 *
 * @param file in the data folder; its first line is the process number
 */
record PostmasterLock(Path file) {

    /** Above Linux's and macOS' greatest process number. */
    private static final String NOBODY = Integer.toString(1 << 22);

    static PostmasterLock of(Path data) {
        return new PostmasterLock(data.resolve("postmaster.pid"));
    }

    /**
     * To be called when the server is known to be dead. The file is not deleted: its other lines
     * let PostgreSQL see that children of the dead server still hold its shared memory.
     */
    void disownRecycledPid() {
        try {
            if (Files.exists(file)) {
                List<String> lines = new ArrayList<>(Files.readAllLines(file));
                lines.set(0, NOBODY);
                Files.write(file, lines);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
