package io.sealpost.testing;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is made at the first use. Where making it fails, the next use tries again. */
final class Lazy<T extends Object> implements Supplier<T> {

    private final Supplier<T> maker;
    private @Nullable T value;

    private Lazy(Supplier<T> maker) {
        this.maker = maker;
    }

    static <T extends Object> Lazy<T> of(Supplier<T> maker) {
        return new Lazy<>(maker);
    }

    /** The value, where it has been made. */
    synchronized Optional<T> ifMade() {
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
