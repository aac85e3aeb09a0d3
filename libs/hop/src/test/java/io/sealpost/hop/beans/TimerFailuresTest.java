package io.sealpost.hop.beans;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.scheduler.FailedExecution;
import io.quarkus.scheduler.ScheduledExecution;
import io.quarkus.scheduler.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TimerFailuresTest {
    private static final Logger LOGGER = Logger.getLogger(TimerFailures.class.getName());
    private static final RuntimeException QUOTING =
            new IllegalStateException("duplicate key (ana@example.org)");

    private final Lines lines = new Lines();

    @BeforeEach
    void listen() {
        LOGGER.addHandler(lines);
    }

    @AfterEach
    void listenNoMore() {
        LOGGER.removeHandler(lines);
    }

    @Test
    void aFailureIsOneLineWithTheTimerAndTheClassAndWithoutTheValuesOfTheStatement() {
        new TimerFailures().failed(failed(QUOTING));

        assertThat(lines.texts)
                .singleElement()
                .asString()
                .contains("timer=Sweep#expire", "failure=IllegalStateException")
                .doesNotContain("ana@example.org");
        assertThat(lines.thrown).as("no stack trace").isEmpty();
    }

    @Test
    void aFailureInAStageIsReportedByItsCause() {
        new TimerFailures().failed(failed(new CompletionException(QUOTING)));

        assertThat(lines.texts)
                .singleElement()
                .asString()
                .contains("failure=IllegalStateException");
    }

    private static FailedExecution failed(Throwable failure) {
        return new FailedExecution(new Execution(new Expiry()), failure);
    }

    private record Execution(Trigger timer) implements ScheduledExecution {
        @Override
        public Trigger getTrigger() {
            return timer;
        }

        @Override
        public Instant getFireTime() {
            return Instant.EPOCH;
        }

        @Override
        public Instant getScheduledFireTime() {
            return Instant.EPOCH;
        }
    }

    private record Expiry() implements Trigger {
        @Override
        public String getId() {
            return "1";
        }

        @Override
        public Instant getNextFireTime() {
            return Instant.EPOCH;
        }

        @Override
        public Instant getPreviousFireTime() {
            return Instant.EPOCH;
        }

        @Override
        public boolean isOverdue() {
            return false;
        }

        @Override
        public String getMethodDescription() {
            return "Sweep#expire";
        }
    }

    /** What is logged, as a line would have it. */
    private static final class Lines extends Handler {
        final List<String> texts = new ArrayList<>();
        final List<Throwable> thrown = new ArrayList<>();

        @Override
        public void publish(LogRecord line) {
            Object[] parameters = line.getParameters();
            texts.add(
                    parameters == null
                            ? line.getMessage()
                            : line.getMessage().formatted(parameters));
            if (line.getThrown() != null) {
                thrown.add(line.getThrown());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
