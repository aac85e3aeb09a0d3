package io.sealpost.http;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Limits the time that an HTTP request waits for a dependency. Every answer is the given one or the
 * fallback; a failure is logged by its class only.
 */
public final class RequestTimeout {
    private static final Logger LOG = Logger.getLogger(RequestTimeout.class);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(2);

    private RequestTimeout() {}

    /** The answer, or the fallback where it fails or takes more than two seconds. */
    public static Uni<Response> limit(Uni<Response> answer, Supplier<Response> fallback) {
        return limit(REQUEST_TIMEOUT, answer, fallback);
    }

    /** The answer, or the fallback where it fails or takes longer than the timeout. */
    public static Uni<Response> limit(
            Duration timeout, Uni<Response> answer, Supplier<Response> fallback) {
        return answer.ifNoItem()
                .after(timeout)
                .fail()
                .onFailure()
                .invoke(RequestTimeout::log)
                .onFailure()
                .recoverWithItem(fallback);
    }

    /** Only the class of the failure: a driver's message may quote values. */
    private static void log(Throwable failure) {
        LOG.warnf("request timed out or failed failure=%s", failure.getClass().getSimpleName());
    }
}
