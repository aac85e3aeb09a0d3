package io.sealpost.hop.beans;

import io.quarkus.scheduler.FailedExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;

/**
 * Logs one line when a timer's work fails; the timer's next run tries again. The scheduler's own
 * log, which would print the whole exception with the values of a statement, is switched off
 * (microprofile-config.properties of this module).
 */
@ApplicationScoped
class TimerFailures {
    private static final Logger LOG = Logger.getLogger(TimerFailures.class);

    void failed(@Observes FailedExecution failed) {
        LOG.warnf(
                "timer failed, its next run tries again timer=%s failure=%s",
                failed.getExecution().getTrigger().getMethodDescription(),
                cause(failed.getException()).getClass().getSimpleName());
    }

    private static Throwable cause(Throwable failure) {
        Throwable inner = failure.getCause();
        return failure instanceof CompletionException && inner != null ? inner : failure;
    }
}
