package io.sealpost.audit.domain;

import io.sealpost.tlog.LeafKey;
import io.sealpost.tlog.LeafOpening;
import java.util.Optional;

/**
 * A logged step, as the timeline has it.
 *
 * @param leafIndex the place of its leaf in the log
 * @param leafKey empty if the subject is erased
 */
public record TimelineEntry(AuditStep step, long leafIndex, Optional<LeafKey> leafKey) {

    /** Opens its leaf; empty if the subject is erased. */
    public Optional<LeafOpening> opening() {
        return leafKey.map(step::opening);
    }
}
