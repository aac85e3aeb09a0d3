package io.sealpost.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Arguments that others must not read: every user of a machine sees its command lines. */
final class Input {
    private Input() {}

    /**
     * The argument, or all of standard input where the argument is {@code -}; without the space
     * around it.
     *
     * @throws IllegalArgumentException when there is none, or it is no UTF-8
     */
    static String argument(@Nullable String given) throws IOException {
        return argument(given, System.in);
    }

    static String argument(@Nullable String given, InputStream standardInput) throws IOException {
        String argument = "-".equals(given) ? text(standardInput.readAllBytes()) : given;
        if (argument == null || argument.isBlank()) {
            throw new IllegalArgumentException("nothing was given");
        }
        return argument.strip();
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException other) {
            throw new IllegalArgumentException("standard input is not UTF-8", other);
        }
    }
}
