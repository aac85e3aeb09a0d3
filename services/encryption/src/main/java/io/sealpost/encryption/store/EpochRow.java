package io.sealpost.encryption.store;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A gateway epoch as it is stored.
 *
 * @param wrappedPrivate empty once destroyed
 * @param wrappedKek the day's KEK, where it was read too and is still there
 */
public record EpochRow(
        String id,
        int suite,
        byte[] publicKey,
        Optional<byte[]> wrappedPrivate,
        LocalDate kekDay,
        Optional<byte[]> wrappedKek,
        Instant sealUntil,
        Instant destroyAt,
        long version) {}
