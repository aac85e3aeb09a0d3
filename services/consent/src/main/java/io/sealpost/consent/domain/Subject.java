package io.sealpost.consent.domain;

import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.RecipientId;
import java.util.Comparator;

/** One person as one business knows them: what a row lock covers and a subject key encrypts. */
public record Subject(BusinessId business, RecipientId recipient) implements Comparable<Subject> {
    private static final Comparator<Subject> ORDER =
            Comparator.<Subject, String>comparing(subject -> subject.business.value())
                    .thenComparing(Subject::recipient);

    @Override
    public int compareTo(Subject other) {
        return ORDER.compare(this, other);
    }
}
