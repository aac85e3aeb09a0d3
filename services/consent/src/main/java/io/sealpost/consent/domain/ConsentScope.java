package io.sealpost.consent.domain;

import io.sealpost.seal.id.Channel;
import io.sealpost.seal.id.Purpose;
import java.util.Comparator;

/** What one consent covers: a purpose on a channel. */
public record ConsentScope(Purpose purpose, Channel channel) implements Comparable<ConsentScope> {
    private static final Comparator<ConsentScope> ORDER =
            Comparator.<ConsentScope, String>comparing(scope -> scope.purpose.value())
                    .thenComparing(ConsentScope::channel);

    @Override
    public int compareTo(ConsentScope other) {
        return ORDER.compare(this, other);
    }
}
