package io.sealpost.ingest.domain;

import io.sealpost.seal.id.BusinessId;
import java.time.Instant;

/**
 * How a send-request came in: what its topic says, whatever the record says.
 *
 * @param tenant whose topic it is; the broker authenticated that writer
 * @param urgent whether it is the tenant's urgent topic
 * @param at the time the broker appended it, so that a replay decides the same
 */
public record Arrival(BusinessId tenant, boolean urgent, Instant at) {}
