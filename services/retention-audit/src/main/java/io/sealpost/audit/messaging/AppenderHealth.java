package io.sealpost.audit.messaging;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Default;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the appender comes round. Never speaks of liveness: an outage is waited out. */
@Readiness
@Default
@ApplicationScoped
class AppenderHealth implements HealthCheck {
    private static final long SILENCE = Duration.ofSeconds(10).toNanos();

    private volatile String failure = "STARTING";
    private volatile long lastRound = System.nanoTime();

    void cameRound() {
        failure = "";
        lastRound = System.nanoTime();
    }

    void failed(String kind) {
        failure = kind;
    }

    @Override
    public HealthCheckResponse call() {
        boolean silent = System.nanoTime() - lastRound > SILENCE;
        var answer = HealthCheckResponse.named("appender").status(failure.isEmpty() && !silent);
        if (!failure.isEmpty()) {
            answer.withData("failure", failure);
        }
        return answer.build();
    }
}
