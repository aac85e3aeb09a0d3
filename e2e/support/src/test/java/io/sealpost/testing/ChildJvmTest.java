package io.sealpost.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChildJvmTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @Test
    void aChildPrintsWithTheTestsClassPathAndIsKilled() throws InterruptedException {
        try (ChildJvm child = ChildJvm.start(Child.class, Map.of("greeting", "hello"), "world")) {
            String line = child.awaitLine(TIMEOUT, text -> text.startsWith("hello"));

            child.kill();

            assertThat(line).isEqualTo("hello world");
            assertThat(child.isAlive()).isFalse();
            assertThat(child.exitCode(TIMEOUT)).isEqualTo(128 + 9);
        }
    }

    @Test
    void aPausedChildStopsUntilItIsResumed() {
        try (ChildJvm child = ChildJvm.start(Child.class, Map.of("greeting", "tick"))) {
            String first = child.awaitLine(TIMEOUT, text -> text.startsWith("tick"));

            child.pause();
            boolean stopped = child.isStopped();
            child.resume();

            assertThat(first).startsWith("tick");
            assertThat(stopped).isTrue();
            Wait.until(() -> !child.isStopped());
        }
    }

    static final class Child {

        private Child() {}

        public static void main(String[] arguments) throws IOException {
            System.out.println(System.getProperty("greeting") + " " + String.join(" ", arguments));
            System.exit(System.in.read());
        }
    }
}
