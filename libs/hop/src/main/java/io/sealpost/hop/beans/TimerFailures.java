package io.sealpost.hop.beans;

import io.quarkus.scheduler.FailedExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;

/**
 * Tells in a line what a timer could not do; its next turn tries again. The scheduler itself, which
 * would print each exception whole, and with it what a statement was given, is silent (see this
 * module's microprofile-config.properties).
 */
@ApplicationScoped
class TimerFailures {
    private static final Logger LOG = Logger.getLogger(TimerFailures.class);

    void failed(@Observes FailedExecution failed) {
        LOG.warnf(
                "a timer's work failed, again soon timer=%s failure=%s",
                failed.getExecution().getTrigger().getMethodDescription(),
                cause(failed.getException()).getClass().getSimpleName());
    }

    private static Throwable cause(Throwable failure) {
        Throwable inner = failure.getCause();
        return failure instanceof CompletionException && inner != null ? inner : failure;
    }
}
