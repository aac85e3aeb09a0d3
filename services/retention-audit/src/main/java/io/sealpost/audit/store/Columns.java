package io.sealpost.audit.store;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Rows as the arrays that {@code unnest} takes. */
final class Columns {
    private Columns() {}

    static Buffer[] bytes(List<byte[]> values) {
        return values.stream().map(Buffer::buffer).toArray(Buffer[]::new);
    }

    static <R, V> @Nullable V[] of(
            List<R> rows, Function<R, @Nullable V> value, IntFunction<@Nullable V[]> array) {
        @Nullable V[] column = array.apply(rows.size());
        for (int i = 0; i < column.length; i++) {
            column[i] = value.apply(rows.get(i));
        }
        return column;
    }
}
