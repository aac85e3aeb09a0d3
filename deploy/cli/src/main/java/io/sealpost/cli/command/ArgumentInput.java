package io.sealpost.cli.command;

import io.sealpost.seal.id.Purpose;
import io.sealpost.seal.id.RecipientId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads arguments. Each method throws {@link IllegalArgumentException} for a wrong form. */
final class ArgumentInput {
    private ArgumentInput() {}

    /**
     * The argument, or all of standard input where the argument is {@code -}: every user of a
     * machine can read command lines. White space around it is removed.
     */
    static String secret(@Nullable String given) throws IOException {
        return secret(given, System.in);
    }

    static String secret(@Nullable String given, InputStream standardInput) throws IOException {
        String argument = "-".equals(given) ? text(standardInput.readAllBytes()) : given;
        if (argument == null || argument.isBlank()) {
            throw new IllegalArgumentException("the argument or standard input is empty");
        }
        return argument.strip();
    }

    static RecipientId recipient(String given) {
        if (!RecipientId.isValid(given)) {
            throw new IllegalArgumentException(
                    "a recipient is r_ and 26 characters, as ./sealpost recipient id prints it");
        }
        return new RecipientId(given);
    }

    static Purpose purpose(String given) {
        if (!Purpose.isValid(given)) {
            throw new IllegalArgumentException(
                    "a purpose has the form [a-z][a-z0-9-]{0,62}, such as offers or order-updates");
        }
        return new Purpose(given);
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException other) {
            throw new IllegalArgumentException("standard input is not UTF-8", other);
        }
    }
}
