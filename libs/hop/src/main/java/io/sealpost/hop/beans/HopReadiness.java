package io.sealpost.hop.beans;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Not ready while a batch is being retried, because a dependency is unavailable. Liveness stays
 * green.
 */
@Readiness
@ApplicationScoped
class HopReadiness implements HealthCheck {
    private final Hops hops;

    @Inject
    HopReadiness(Hops hops) {
        this.hops = hops;
    }

    @Override
    public HealthCheckResponse call() {
        Optional<String> trouble =
                hops.running().stream()
                        .map(metrics -> metrics.trouble())
                        .filter(Objects::nonNull)
                        .findFirst();
        var answer = HealthCheckResponse.named("hop").status(trouble.isEmpty());
        trouble.ifPresent(kind -> answer.withData("failure", kind));
        return answer.build();
    }
}
