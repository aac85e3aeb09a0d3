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
 * A step with its place in the log.
 *
 * @param indexed whether the timeline tells of it; not for an erased subject
 */
public record LogEntry(Step step, long index, byte[] leaf, boolean indexed) {

    /**
     * The entries of these steps, in their order.
     *
     * @param keys the audit key of every subject; empty: erased, so the leaf is committed under a
     *     key that is thrown away and nothing points to it
     */
    public static List<LogEntry> of(
            List<Step> steps,
            Map<Subject, Optional<Secret>> keys,
            long firstIndex,
            SecureRandom random) {
        List<LogEntry> entries = new ArrayList<>(steps.size());
        for (Step step : steps) {
            Optional<Secret> auditKey = Objects.requireNonNull(keys.get(step.subject()));
            LeafKey key = auditKey.map(step::key).orElseGet(() -> LeafKey.random(random));
            byte[] leaf = step.opening(key).leaf().encode();
            entries.add(
                    new LogEntry(step, firstIndex + entries.size(), leaf, auditKey.isPresent()));
        }
        return entries;
    }
}
