package io.sealpost.encryption.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When gateway epochs begin and end (docs/sealing.md, Keys).
 *
 * <pre>
 *   made ──── producers seal to it ────► seal-until ──── messages wait, are opened ────► destroy-at
 *                          └ overlap ┘ the next epoch is published
 * </pre>
 *
 * @param sealFor how long producers seal sessions to an epoch
 * @param overlap how long before seal-until the next epoch is published
 * @param destroyAfter the fixed age at which the private key is destroyed
 * @param maxWait how long a message may wait before it is opened
 */
public record EpochTimes(
        Duration sealFor, Duration overlap, Duration destroyAfter, Duration maxWait) {

    /** Throws {@link IllegalArgumentException} if a waiting message could outlive its epoch. */
    public EpochTimes {
        if (destroyAfter.compareTo(sealFor.plus(maxWait)) < 0) {
            throw new IllegalArgumentException(
                    "an epoch must be kept for at least its seal-for time and the longest wait");
        }
        if (overlap.isNegative() || overlap.compareTo(sealFor) >= 0) {
            throw new IllegalArgumentException("the overlap must be shorter than an epoch");
        }
    }

    /**
     * Whether the next epoch must be made now.
     *
     * @param newestSealUntil empty where there is no epoch yet
     */
    public boolean nextIsDue(Optional<Instant> newestSealUntil, Instant now) {
        return newestSealUntil.map(until -> !now.isBefore(until.minus(overlap))).orElse(true);
    }

    public Instant sealUntil(Instant made) {
        return made.plus(sealFor);
    }

    public Instant destroyAt(Instant made) {
        return made.plus(destroyAfter);
    }
}
