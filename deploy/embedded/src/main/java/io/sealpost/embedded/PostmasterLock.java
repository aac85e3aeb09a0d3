package io.sealpost.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The {@code postmaster.pid} that a killed server leaves. PostgreSQL replaces it, unless another
 * process has its number now.
 *
 * @param file in the data folder; its first line is the process number
 */
record PostmasterLock(Path file) {

    /** Above the largest process number of Linux and macOS. */
    private static final String UNUSED_PID = Integer.toString(1 << 22);

    static PostmasterLock of(Path data) {
        return new PostmasterLock(data.resolve("postmaster.pid"));
    }

    /**
     * Replaces the process number. Call it only when the server does not run. The file is not
     * deleted: from its other lines PostgreSQL knows whether children of the dead server still use
     * its shared memory.
     */
    void removeReusedPid() {
        try {
            if (Files.exists(file)) {
                List<String> lines = new ArrayList<>(Files.readAllLines(file));
                lines.set(0, UNUSED_PID);
                Files.write(file, lines);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
