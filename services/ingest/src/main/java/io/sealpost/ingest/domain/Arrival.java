package io.sealpost.ingest.domain;

import io.sealpost.seal.id.BusinessId;
import java.time.Instant;

/**
 * How a send-request arrived: known from its topic, not from the record.
 *
 * @param tenant the owner of the topic; the broker authenticated the writer
 * @param urgent whether it is the tenant's urgent topic
 * @param at when the broker appended the record, so that a replay decides the same
 */
public record Arrival(BusinessId tenant, boolean urgent, Instant at) {}
