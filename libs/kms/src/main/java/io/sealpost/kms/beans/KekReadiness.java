package io.sealpost.kms.beans;

import io.sealpost.kms.Kek;
import io.sealpost.kms.KekUnavailable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Readiness is down until the key-encryption key was opened once; each health check tries to open
 * it. Afterwards an outage is reported by the work that needs the key, because keys that are
 * already unwrapped keep working.
 */
@Readiness
@ApplicationScoped
class KekReadiness implements HealthCheck {
    private final Kek kek;

    @Inject
    KekReadiness(Kek kek) {
        this.kek = kek;
    }

    @Produces
    @Singleton
    static Kek kek(@ConfigProperty(name = "sealpost.kek.uri") String uri) {
        return Kek.at(uri);
    }

    /** Stops the start where no client supports the URI. */
    static void onStart(@Observes Startup start, Kek kek) {}

    @Override
    public HealthCheckResponse call() {
        var answer = HealthCheckResponse.named("kek");
        try {
            kek.open();
            return answer.up().build();
        } catch (KekUnavailable unavailable) {
            return answer.down()
                    .withData("failure", "KEK_UNAVAILABLE")
                    .withData("reason", unavailable.reason().name())
                    .build();
        }
    }
}
