package io.sealpost.encryption.store;

import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows turned into the arrays that {@code unnest} takes, one a column. */
final class Columns<R> {
    private final List<R> rows;
    private final Tuple tuple;

    private Columns(List<R> rows, Tuple tuple) {
        this.rows = rows;
        this.tuple = tuple;
    }

    static <R> Columns<R> of(List<R> rows) {
        return new Columns<>(rows, Tuple.tuple());
    }

    /** Further arrays in the same statement, of other rows. */
    <Q> Columns<Q> and(List<Q> more) {
        return new Columns<>(more, tuple);
    }

    Columns<R> text(Function<R, @Nullable String> column) {
        tuple.addArrayOfString(rows.stream().map(column).toArray(String[]::new));
        return this;
    }

    Columns<R> number(Function<R, Long> column) {
        tuple.addArrayOfLong(rows.stream().map(column).toArray(Long[]::new));
        return this;
    }

    Columns<R> time(Function<R, Instant> column) {
        tuple.addArrayOfOffsetDateTime(
                rows.stream()
                        .map(row -> column.apply(row).atOffset(ZoneOffset.UTC))
                        .toArray(OffsetDateTime[]::new));
        return this;
    }

    Columns<R> bytes(Function<R, byte @Nullable []> column) {
        Buffer[] values = new Buffer[rows.size()];
        for (int i = 0; i < values.length; i++) {
            byte[] value = column.apply(rows.get(i));
            if (value != null) {
                values[i] = Buffer.buffer(value);
            }
        }
        tuple.addValue(values);
        return this;
    }

    Tuple tuple() {
        return tuple;
    }
}
