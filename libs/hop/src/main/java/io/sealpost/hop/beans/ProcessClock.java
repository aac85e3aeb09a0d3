package io.sealpost.hop.beans;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/**
 * What this process takes for the time. No two processes need to agree: what must not be too old is
 * judged by the clock of the database that holds it.
 */
@Singleton
final class ProcessClock {
    private ProcessClock() {}

    @Produces
    @Singleton
    static InstantSource clock() {
        return InstantSource.system();
    }
}
