package io.sealpost.hop;

import java.util.Comparator;
import java.util.UUID;

/** PostgreSQL's order of UUIDs: by unsigned bytes. Java's own order compares signed halves. */
public final class UuidOrder {

    /** By unsigned bytes. */
    public static final Comparator<UUID> UNSIGNED =
            (a, b) -> {
                int high =
                        Long.compareUnsigned(
                                a.getMostSignificantBits(), b.getMostSignificantBits());
                return high != 0
                        ? high
                        : Long.compareUnsigned(
                                a.getLeastSignificantBits(), b.getLeastSignificantBits());
            };

    private UuidOrder() {}
}
