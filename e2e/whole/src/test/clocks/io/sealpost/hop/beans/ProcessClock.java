package io.sealpost.hop.beans;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;

/** A clock that is off. It stands in for the real one where clocks are tried. */
@Singleton
final class ProcessClock {
    private ProcessClock() {}

    @Produces
    @Singleton
    static InstantSource clock() {
        return Clock.offset(Clock.systemUTC(), Duration.parse(System.getenv("CLOCK_IS_OFF_BY")));
    }
}
