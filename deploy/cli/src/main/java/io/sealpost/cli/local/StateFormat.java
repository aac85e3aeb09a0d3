package io.sealpost.cli.local;

import io.sealpost.embedded.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The format of a state folder, a number in its file {@code format}. Databases and topics of
 * another format cannot be used; such a folder is refused and stays as it is.
 *
 * @param state the state folder; it need not exist
 */
public record StateFormat(Path state) {
    /** The format that this version reads and writes. */
    static final int CURRENT = 2;

    /** What a platform that has been started leaves; format 1 had no number. */
    private static final List<String> CONTENTS =
            List.of("keys", "kafka", "postgres", "services", "users", "provisioned");

    /** Why the folder cannot be used and what to do, or empty where it can. */
    public Optional<String> problem() {
        String found = read();
        if (found.isEmpty() && CONTENTS.stream().map(state::resolve).noneMatch(Files::exists)
                || found.equals(Integer.toString(CURRENT))) {
            return Optional.empty();
        }
        boolean newer = found.matches("[0-9]{1,9}") && Integer.parseInt(found) > CURRENT;
        return Optional.of(
                "the state folder %s has format %s, and this version needs format %d; "
                                .formatted(state, found.isEmpty() ? "1" : found, CURRENT)
                        + (newer
                                ? "use the newer version that made it"
                                : "run ./sealpost down with the version that made it, then remove the folder")
                        + ", or set SEALPOST_STATE to another folder");
    }

    /**
     * Returns where the folder can be used.
     *
     * @throws IllegalStateException with the cure, where it cannot
     */
    void require() {
        problem()
                .ifPresent(
                        problem -> {
                            throw new IllegalStateException(problem);
                        });
    }

    /** Writes the number into a folder that has none yet. */
    void write() {
        require();
        if (read().isEmpty()) {
            PrivateFile.write(file(), CURRENT + "\n");
        }
    }

    private String read() {
        try {
            return Files.exists(file()) ? Files.readString(file()).strip() : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file() {
        return state.resolve("format");
    }
}
