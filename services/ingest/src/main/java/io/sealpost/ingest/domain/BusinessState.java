package io.sealpost.ingest.domain;

import io.sealpost.seal.Bytes;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Mode;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What ingest knows about a business.
 *
 * <pre>
 *             register              suspend
 *   Unknown ───────────► ACTIVE ───────────────► SUSPENDED
 *                         ▲  └ register: details   │  └ register: details
 *                         └──────── resume ────────┘
 * </pre>
 */
public sealed interface BusinessState {

    BusinessId id();

    /** Never registered. */
    record Unknown(BusinessId id) implements BusinessState {}

    /**
     * Registered.
     *
     * @param version from 1; rises with every change
     * @param changedAt to the millisecond
     */
    record Registered(
            BusinessId id, long version, Status status, Details details, Instant changedAt)
            implements BusinessState {

        boolean isSuspended() {
            return status == Status.SUSPENDED;
        }

        Registered changed(Status nextStatus, Details nextDetails, Instant now) {
            return new Registered(id, version + 1, nextStatus, nextDetails, now);
        }
    }

    /** Whether the business may send. */
    enum Status {
        ACTIVE,
        SUSPENDED
    }

    /**
     * What the operator registered.
     *
     * @param modes the modes that the business may use
     * @param businessKey Ed25519, 32 bytes; null for a GATEWAY-only business
     * @param producerKey Ed25519, 32 bytes; null if the business signs no content
     */
    record Details(Set<Mode> modes, @Nullable Bytes businessKey, @Nullable Bytes producerKey) {
        public Details {
            modes = Set.copyOf(modes);
        }
    }
}
