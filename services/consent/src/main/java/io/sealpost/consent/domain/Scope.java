package io.sealpost.consent.domain;

import io.sealpost.seal.id.Channel;
import io.sealpost.seal.id.Purpose;
import java.util.Comparator;

/** What consent is given for: a purpose on a channel. */
public record Scope(Purpose purpose, Channel channel) implements Comparable<Scope> {
    private static final Comparator<Scope> ORDER =
            Comparator.<Scope, String>comparing(scope -> scope.purpose.value())
                    .thenComparing(Scope::channel);

    @Override
    public int compareTo(Scope other) {
        return ORDER.compare(this, other);
    }
}
