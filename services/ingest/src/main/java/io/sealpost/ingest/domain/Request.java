package io.sealpost.ingest.domain;

import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.Lane;
import io.sealpost.seal.id.LaneRule;
import io.sealpost.seal.id.RequestFields;

/**
 * One send-request; its forms are not checked yet.
 *
 * @param copy the hash of the record with its lane: two copies of one request may differ in content
 *     or lane, which the request's digest does not cover
 */
public record Request(Arrival arrival, RequestFields fields, ContentShape content, Sha256 copy) {

    /** The lane that the request's outcome travels on. */
    public Lane lane() {
        return LaneRule.lane(fields.category(), arrival.urgent());
    }

    /** Whether it arrived on the urgent topic, where its category does not belong. */
    boolean isOnWrongLane() {
        return arrival.urgent() && !LaneRule.allowsUrgentTopic(fields.category());
    }
}
