package io.sealpost.delivery.store;

import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Rows turned into the array a column that {@code unnest} takes, in the order of the calls. */
final class Columns<R> {
    /** Maps a row to a value that may be absent. */
    interface Value<R, V> {
        @Nullable V of(R row);
    }

    private final List<R> rows;
    private final Tuple tuple = Tuple.tuple();

    Columns(List<R> rows) {
        this.rows = rows;
    }

    Columns<R> uuids(Function<R, UUID> value) {
        tuple.addArrayOfUUID(rows.stream().map(value).toArray(UUID[]::new));
        return this;
    }

    Columns<R> texts(Value<R, String> value) {
        String[] column = new String[rows.size()];
        for (int i = 0; i < column.length; i++) {
            column[i] = value.of(rows.get(i));
        }
        tuple.addArrayOfString(column);
        return this;
    }

    Columns<R> numbers(ToIntFunction<R> value) {
        tuple.addArrayOfInteger(rows.stream().mapToInt(value).boxed().toArray(Integer[]::new));
        return this;
    }

    Columns<R> longs(ToLongFunction<R> value) {
        tuple.addArrayOfLong(rows.stream().mapToLong(value).boxed().toArray(Long[]::new));
        return this;
    }

    Columns<R> flags(Function<R, Boolean> value) {
        tuple.addArrayOfBoolean(rows.stream().map(value).toArray(Boolean[]::new));
        return this;
    }

    Columns<R> times(Value<R, Instant> value) {
        OffsetDateTime[] column = new OffsetDateTime[rows.size()];
        for (int i = 0; i < column.length; i++) {
            Instant time = value.of(rows.get(i));
            column[i] = time == null ? null : time.atOffset(ZoneOffset.UTC);
        }
        tuple.addArrayOfOffsetDateTime(column);
        return this;
    }

    Columns<R> bytes(Function<R, byte[]> value) {
        tuple.addValue(rows.stream().map(value).map(Buffer::buffer).toArray(Buffer[]::new));
        return this;
    }

    Tuple tuple() {
        return tuple;
    }
}
