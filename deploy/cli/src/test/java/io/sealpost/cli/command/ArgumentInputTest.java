package io.sealpost.cli.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An address or a link is an argument, or what standard input has. */
class ArgumentInputTest {

    @Test
    void anArgumentIsTakenAsItIs() throws IOException {
        assertThat(ArgumentInput.secret("someone@example.org", in("another@example.org")))
                .isEqualTo("someone@example.org");
    }

    @Test
    void aHyphenIsAllOfStandardInputWithoutTheLinesEnd() throws IOException {
        assertThat(ArgumentInput.secret("-", in("jürgen@example.org\r\n")))
                .isEqualTo("jürgen@example.org");
    }

    @Test
    void anEmptyArgumentIsRefused() {
        assertRefused(null, in("someone@example.org"), "the argument or standard input is empty");
        assertRefused("", in("someone@example.org"), "the argument or standard input is empty");
        assertRefused("-", in(" \n"), "the argument or standard input is empty");
    }

    @Test
    void anotherEncodingIsRefusedInsteadOfGuessed() {
        InputStream latin = new ByteArrayInputStream("jürgen@example.org".getBytes(ISO_8859_1));

        assertRefused("-", latin, "standard input is not UTF-8");
    }

    private static void assertRefused(@Nullable String given, InputStream in, String message) {
        assertThatThrownBy(() -> ArgumentInput.secret(given, in))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static InputStream in(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }
}
