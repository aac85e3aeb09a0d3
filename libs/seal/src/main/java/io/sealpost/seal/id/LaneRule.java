package io.sealpost.seal.id;

/**
 * The lane of a message. A one-time code is urgent on either topic, a service message on the
 * tenant's urgent topic; everything else is bulk, also the rejection of a request that was wrong on
 * the urgent topic.
 */
public final class LaneRule {

    private LaneRule() {}

    /** Whether a message of that category may be sent to the urgent topic. */
    public static boolean allowsUrgentTopic(Category category) {
        return lane(category, true) == Lane.URGENT;
    }

    /** The lane of a message of that category. */
    public static Lane lane(Category category, boolean urgentTopic) {
        boolean urgent =
                category == Category.AUTHENTICATION
                        || (category == Category.SERVICE && urgentTopic);
        return urgent ? Lane.URGENT : Lane.BULK;
    }
}
