package io.sealpost.ingest.domain;

import io.sealpost.ingest.domain.RequestOutcome.Accepted;
import io.sealpost.ingest.domain.RequestOutcome.Rejected;
import io.sealpost.seal.id.Mode;
import java.util.Set;

/**
 * Decides whether a send-request is accepted. Pure: same business, request and allowed modes, same
 * answer, today or at a replay.
 */
public final class RequestDecider {
    private final Set<Mode> allowedModes;

    /**
     * The decider of one deployment.
     *
     * @param allowedModes the modes that the deployment allows; a business may be allowed fewer
     */
    public RequestDecider(Set<Mode> allowedModes) {
        this.allowedModes = Set.copyOf(allowedModes);
    }

    /** The first check that the request fails gives the reason. */
    public RequestOutcome decide(BusinessState business, Request request) {
        for (RequestCheck check : RequestChecks.IN_ORDER) {
            if (check.fails(business, request, allowedModes)) {
                return new Rejected(check.reason(), request.copy());
            }
        }
        return new Accepted(request.copy());
    }
}
