package io.sealpost.http;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Whatever is away, nobody who asks waits for it without an end. */
public final class RequestTimeout {
    private static final Logger LOG = Logger.getLogger(RequestTimeout.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private RequestTimeout() {}

    /** The answer, or this one where it takes more than two seconds or fails. */
    public static Uni<Response> limit(Uni<Response> answer, Supplier<Response> otherwise) {
        return limit(PATIENCE, answer, otherwise);
    }

    /** The answer, or this one where it takes longer or fails. */
    public static Uni<Response> limit(
            Duration longest, Uni<Response> answer, Supplier<Response> otherwise) {
        return answer.ifNoItem()
                .after(longest)
                .fail()
                .onFailure()
                .invoke(RequestTimeout::tell)
                .onFailure()
                .recoverWithItem(otherwise);
    }

    /** The class only: a driver's message may quote values. */
    private static void tell(Throwable failure) {
        LOG.warnf("no answer in time failure=%s", failure.getClass().getSimpleName());
    }
}
