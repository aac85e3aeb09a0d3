package io.sealpost.audit.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Default;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready while the appender finishes its rounds. There is no liveness check: an outage of a
 * dependency must not restart the service.
 */
@Readiness
@Default
@ApplicationScoped
class AppenderHealth implements HealthCheck {
    private static final long MAX_ROUND_NANOS = Duration.ofSeconds(10).toNanos();

    private volatile String failure = "STARTING";
    private volatile long lastRound = System.nanoTime();

    void roundFinished() {
        failure = "";
        lastRound = System.nanoTime();
    }

    void failed(String kind) {
        failure = kind;
    }

    @Override
    public HealthCheckResponse call() {
        boolean overdue = System.nanoTime() - lastRound > MAX_ROUND_NANOS;
        var answer = HealthCheckResponse.named("appender").status(failure.isEmpty() && !overdue);
        if (!failure.isEmpty()) {
            answer.withData("failure", failure);
        }
        return answer.build();
    }
}
