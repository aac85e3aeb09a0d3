package io.sealpost.hop.beans;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;

/** A wrong clock. It replaces the real one in ClocksTest. */
@Singleton
final class ProcessClock {
    private ProcessClock() {}

    @Produces
    @Singleton
    static InstantSource clock() {
        return Clock.offset(Clock.systemUTC(), Duration.parse(System.getenv("CLOCK_OFFSET")));
    }
}
