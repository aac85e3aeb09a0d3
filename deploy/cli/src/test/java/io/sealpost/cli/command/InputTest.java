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
class InputTest {

    @Test
    void anArgumentIsTakenAsItIs() throws IOException {
        assertThat(Input.argument("someone@example.org", in("another@example.org")))
                .isEqualTo("someone@example.org");
    }

    @Test
    void aHyphenIsAllOfStandardInputWithoutTheLinesEnd() throws IOException {
        assertThat(Input.argument("-", in("jürgen@example.org\r\n")))
                .isEqualTo("jürgen@example.org");
    }

    @Test
    void nothingIsNoAddress() {
        assertRefused(null, in("someone@example.org"), "nothing was given");
        assertRefused("", in("someone@example.org"), "nothing was given");
        assertRefused("-", in(" \n"), "nothing was given");
    }

    @Test
    void anotherEncodingIsRefusedInsteadOfGuessed() {
        InputStream latin = new ByteArrayInputStream("jürgen@example.org".getBytes(ISO_8859_1));

        assertRefused("-", latin, "standard input is not UTF-8");
    }

    private static void assertRefused(@Nullable String given, InputStream in, String message) {
        assertThatThrownBy(() -> Input.argument(given, in))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static InputStream in(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }
}
