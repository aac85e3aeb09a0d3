package io.sealpost.hop;

import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Turns rows into the parameters of one set-based statement: one array for each column, for {@code
 * unnest($1::uuid[], $2::text[], …)}, in the order of the calls.
 */
public final class Columns<R> {
    /** The value of one column in a row; null for SQL null. */
    @FunctionalInterface
    public interface Cell<R, V> {
        @Nullable V of(R row);
    }

    private final List<R> rows;
    private final Tuple tuple;

    private Columns(List<R> rows, Tuple tuple) {
        this.rows = rows;
        this.tuple = tuple;
    }

    public static <R> Columns<R> of(Collection<R> rows) {
        return new Columns<>(List.copyOf(rows), Tuple.tuple());
    }

    /** More arrays for the same statement, from other rows. */
    public <Q> Columns<Q> and(Collection<Q> others) {
        return new Columns<>(List.copyOf(others), tuple);
    }

    /** {@code uuid[]}. */
    public Columns<R> uuids(Function<R, UUID> cell) {
        tuple.addArrayOfUUID(rows.stream().map(cell).toArray(UUID[]::new));
        return this;
    }

    /** {@code text[]}. */
    public Columns<R> texts(Cell<R, String> cell) {
        String[] column = new String[rows.size()];
        for (int i = 0; i < column.length; i++) {
            column[i] = cell.of(rows.get(i));
        }
        tuple.addArrayOfString(column);
        return this;
    }

    /** {@code smallint[]}. */
    public Columns<R> shorts(ToIntFunction<R> cell) {
        tuple.addArrayOfShort(
                rows.stream().map(row -> (short) cell.applyAsInt(row)).toArray(Short[]::new));
        return this;
    }

    /** {@code integer[]}. */
    public Columns<R> ints(ToIntFunction<R> cell) {
        tuple.addArrayOfInteger(rows.stream().mapToInt(cell).boxed().toArray(Integer[]::new));
        return this;
    }

    /** {@code bigint[]}. */
    public Columns<R> longs(Function<R, @Nullable Long> cell) {
        tuple.addArrayOfLong(rows.stream().map(cell).toArray(Long[]::new));
        return this;
    }

    /** {@code boolean[]}. */
    public Columns<R> flags(Function<R, Boolean> cell) {
        tuple.addArrayOfBoolean(rows.stream().map(cell).toArray(Boolean[]::new));
        return this;
    }

    /** {@code timestamptz[]}. */
    public Columns<R> times(Cell<R, Instant> cell) {
        OffsetDateTime[] column = new OffsetDateTime[rows.size()];
        for (int i = 0; i < column.length; i++) {
            Instant time = cell.of(rows.get(i));
            column[i] = time == null ? null : time.atOffset(ZoneOffset.UTC);
        }
        tuple.addArrayOfOffsetDateTime(column);
        return this;
    }

    /** {@code bytea[]}. */
    public Columns<R> bytes(Cell<R, byte[]> cell) {
        Buffer[] column = new Buffer[rows.size()];
        for (int i = 0; i < column.length; i++) {
            byte[] bytes = cell.of(rows.get(i));
            column[i] = bytes == null ? null : Buffer.buffer(bytes);
        }
        tuple.addValue(column);
        return this;
    }

    public Tuple tuple() {
        return tuple;
    }
}
