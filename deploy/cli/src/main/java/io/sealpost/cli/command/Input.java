package io.sealpost.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Arguments that others must not read: every user of a machine sees its command lines. */
final class Input {
    private Input() {}

    /** The argument, or standard input without its last line's end where the argument is -. */
    static String argument(@Nullable String given) throws IOException {
        if (given == null) {
            throw new IllegalArgumentException("nothing was given");
        }
        return given.equals("-")
                ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip()
                : given;
    }
}
