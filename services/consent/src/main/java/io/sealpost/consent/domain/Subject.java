package io.sealpost.consent.domain;

import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.RecipientId;
import java.util.Comparator;

/**
 * A data subject: one person as one business knows them. The unit of locks, of versions and of
 * subject keys. Ordered by business and recipient, the order in which rows are locked.
 */
public record Subject(BusinessId business, RecipientId recipient) implements Comparable<Subject> {
    private static final Comparator<Subject> ORDER =
            Comparator.<Subject, String>comparing(subject -> subject.business.value())
                    .thenComparing(Subject::recipient);

    @Override
    public int compareTo(Subject other) {
        return ORDER.compare(this, other);
    }
}
