package io.sealpost.audit.domain;

import io.sealpost.seal.Secret;
import io.sealpost.tlog.LeafKey;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The leaf of a step, to be appended.
 *
 * @param index its place in the log
 * @param bytes the encoded leaf
 * @param inTimeline whether the step gets a row in the timeline; false for an erased subject
 */
public record NewLeaf(AuditStep step, long index, byte[] bytes, boolean inTimeline) {

    /**
     * The leaves of these steps, in the same order.
     *
     * @param keys the audit key of every subject; empty for an erased one, whose leaf is committed
     *     under a random key that is not stored
     */
    public static List<NewLeaf> of(
            List<AuditStep> steps,
            Map<AuditSubject, Optional<Secret>> keys,
            long firstIndex,
            SecureRandom random) {
        List<NewLeaf> leaves = new ArrayList<>(steps.size());
        for (AuditStep step : steps) {
            Optional<Secret> auditKey = Objects.requireNonNull(keys.get(step.subject()));
            LeafKey key = auditKey.map(step::leafKey).orElseGet(() -> LeafKey.random(random));
            byte[] leaf = step.opening(key).leaf().encode();
            long index = firstIndex + leaves.size();
            leaves.add(new NewLeaf(step, index, leaf, auditKey.isPresent()));
        }
        return leaves;
    }
}
