package io.sealpost.ingest.domain;

import io.sealpost.ingest.domain.Verdict.Accepted;
import io.sealpost.ingest.domain.Verdict.Rejected;
import io.sealpost.seal.id.Mode;
import java.util.Set;

/**
 * Decides whether a send-request is taken. Pure: same business, request and allowed modes, same
 * answer, today or at a replay.
 */
public final class RequestDecider {
    private final Set<Mode> allowed;

    /**
     * A decider of one deployment.
     *
     * @param allowed the modes that any business of the deployment may use at most
     */
    public RequestDecider(Set<Mode> allowed) {
        this.allowed = Set.copyOf(allowed);
    }

    /** The first check that the request fails names the reason. */
    public Verdict decide(Business business, Request request) {
        for (Check check : Checks.IN_ORDER) {
            if (check.fails(business, request, allowed)) {
                return new Rejected(check.reason());
            }
        }
        return new Accepted();
    }
}
