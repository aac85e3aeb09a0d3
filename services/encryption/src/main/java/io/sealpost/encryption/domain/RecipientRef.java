package io.sealpost.encryption.domain;

import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.RecipientId;
import java.util.Comparator;

/** A recipient of one business. */
public record RecipientRef(BusinessId business, RecipientId recipient)
        implements Comparable<RecipientRef> {
    private static final Comparator<RecipientRef> ORDER =
            Comparator.comparing((RecipientRef ref) -> ref.business().value())
                    .thenComparing(RecipientRef::recipient);

    /** The Kafka key of the recipient's commands and device lists. */
    public String key() {
        return business + "/" + recipient;
    }

    @Override
    public int compareTo(RecipientRef other) {
        return ORDER.compare(this, other);
    }
}
