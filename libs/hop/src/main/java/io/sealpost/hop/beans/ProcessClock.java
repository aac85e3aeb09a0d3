package io.sealpost.hop.beans;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/**
 * The clock of this process. Processes need not agree on the time: the age of stored data is
 * measured by the clock of the database that holds it.
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
