package io.sealpost.consent.store;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows as the arrays that {@code unnest} takes, one a column. */
final class Columns {

    private Columns() {}

    static <R> String[] texts(Collection<R> rows, Function<R, String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    static <R> Buffer[] bytes(Collection<R> rows, Bytes<R> column) {
        Buffer[] values = new Buffer[rows.size()];
        int next = 0;
        for (R row : rows) {
            byte[] value = column.of(row);
            if (value != null) {
                values[next] = Buffer.buffer(value);
            }
            next++;
        }
        return values;
    }

    static <R> OffsetDateTime[] times(Collection<R> rows, Times<R> column) {
        OffsetDateTime[] values = new OffsetDateTime[rows.size()];
        int next = 0;
        for (R row : rows) {
            Instant value = column.of(row);
            if (value != null) {
                values[next] = value.atOffset(ZoneOffset.UTC);
            }
            next++;
        }
        return values;
    }

    interface Bytes<R> {
        byte @Nullable [] of(R row);
    }

    interface Times<R> {
        @Nullable Instant of(R row);
    }
}
