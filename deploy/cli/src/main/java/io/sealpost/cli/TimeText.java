package io.sealpost.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The one form in which times are printed: UTC and durations, both in milliseconds. */
public final class TimeText {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private TimeText() {}

    /** Such as {@code 2026-11-30T08:15:00.120Z}. */
    public static String of(Instant time) {
        return FORMAT.format(time);
    }

    /** Such as {@code 1520 ms}. */
    public static String of(Duration duration) {
        return duration.toMillis() + " ms";
    }

    /** The time since a reading of {@link System#nanoTime()}. */
    public static String since(long nanoTime) {
        return of(Duration.ofNanos(System.nanoTime() - nanoTime));
    }
}
