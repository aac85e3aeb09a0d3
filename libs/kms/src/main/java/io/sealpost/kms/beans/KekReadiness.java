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
 * Not ready until the key-encryption key was had once; each look tries to open it. Afterwards its
 * absence is told by the work that misses it, as what is unwrapped already goes on working.
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

    /** A URI that nobody supports stops the start. */
    static void onStart(@Observes Startup start, Kek kek) {}

    @Override
    public HealthCheckResponse call() {
        var answer = HealthCheckResponse.named("kek");
        try {
            kek.open();
            return answer.up().build();
        } catch (KekUnavailable away) {
            return answer.down()
                    .withData("failure", "KEK_UNAVAILABLE")
                    .withData("reason", away.reason().name())
                    .build();
        }
    }
}
