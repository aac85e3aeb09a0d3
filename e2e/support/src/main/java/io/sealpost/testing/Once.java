package io.sealpost.testing;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value made when first asked for; a failure to make it is tried again. */
final class Once<T extends Object> implements Supplier<T> {

    private final Supplier<T> maker;
    private @Nullable T value;

    private Once(Supplier<T> maker) {
        this.maker = maker;
    }

    static <T extends Object> Once<T> of(Supplier<T> maker) {
        return new Once<>(maker);
    }

    /** The value, if anyone has asked for it. */
    synchronized Optional<T> made() {
        return Optional.ofNullable(value);
    }

    @Override
    public synchronized T get() {
        T made = value;
        if (made == null) {
            made = maker.get();
            value = made;
        }
        return made;
    }
}
