package io.sealpost.ingest.domain;

import io.sealpost.seal.id.Category;
import io.sealpost.seal.id.Lane;

/**
 * The lane of a message. A one-time code is urgent on either topic, a service message on the
 * tenant's urgent topic; everything else is bulk, also the rejection of a request that was wrong on
 * the urgent topic.
 */
public final class LaneRule {

    private LaneRule() {}

    /** The lane of a message of that category. */
    public static Lane lane(Category category, boolean urgentTopic) {
        boolean urgent =
                category == Category.AUTHENTICATION
                        || (category == Category.SERVICE && urgentTopic);
        return urgent ? Lane.URGENT : Lane.BULK;
    }
}
