package io.sealpost.encryption.store;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A gateway epoch as it is stored.
 *
 * @param wrappedPrivate the private key, wrapped by its day's key; empty once destroyed
 * @param wrappedKek the day's key, wrapped; empty where it is deleted or was not read
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
