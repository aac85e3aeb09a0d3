package io.sealpost.encryption.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When gateway epochs begin and end (SEALING, "Keys").
 *
 * <pre>
 *   made ──── sealed to ────► seal-until ──── messages wait, are opened ────► destroy-at
 *                    └ overlap ┘ the next one is there
 * </pre>
 *
 * @param sealFor how long producers seal sessions to an epoch
 * @param overlap how long before the end of that the next epoch is published
 * @param destroyAfter the fixed age at which the private key is destroyed
 * @param longestWait the longest a message may wait before it is opened
 */
public record EpochTimes(
        Duration sealFor, Duration overlap, Duration destroyAfter, Duration longestWait) {

    /** Throws {@link IllegalArgumentException} when a waiting message could outlive its epoch. */
    public EpochTimes {
        if (destroyAfter.compareTo(sealFor.plus(longestWait)) < 0) {
            throw new IllegalArgumentException(
                    "an epoch must outlive the last session sealed to it by the longest wait");
        }
        if (overlap.isNegative() || overlap.compareTo(sealFor) >= 0) {
            throw new IllegalArgumentException("the overlap must be shorter than an epoch");
        }
    }

    /** Whether the next epoch must be made now; empty: there was none yet. */
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
