package io.sealpost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletionException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** An error names its cure. */
class FailureTextTest {
    @Test
    void aFailureOfAnotherThreadIsNamedByItsCause() {
        assertThat(
                        FailureText.of(
                                new CompletionException(
                                        new TimeoutException("Topic x not present"))))
                .isEqualTo(
                        "the broker did not answer in time; check with ./sealpost status that everything runs, then repeat the command");
    }

    @Test
    void aMessageOfOursIsPrintedAsItIs() {
        assertThat(FailureText.of(new IllegalStateException("start it with ./sealpost up")))
                .isEqualTo("start it with ./sealpost up");
    }

    @Test
    void aFailureWithoutAMessageIsNamedWithTheWayToItsTrace() {
        assertThat(FailureText.of(new NullPointerException()))
                .isEqualTo("NullPointerException; set SEALPOST_TRACE=1 to see where it happened");
    }
}
