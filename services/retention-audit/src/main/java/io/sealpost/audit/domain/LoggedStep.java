package io.sealpost.audit.domain;

import io.sealpost.tlog.LeafKey;
import io.sealpost.tlog.LeafOpening;
import java.util.Optional;

/**
 * A step as the timeline tells it.
 *
 * @param index of its leaf
 * @param key of its leaf; empty once the subject is erased
 */
public record LoggedStep(Step step, long index, Optional<LeafKey> key) {

    /** What opens its leaf. */
    public Optional<LeafOpening> opening() {
        return key.map(step::opening);
    }
}
