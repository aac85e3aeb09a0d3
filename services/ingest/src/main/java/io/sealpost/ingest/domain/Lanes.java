package io.sealpost.ingest.domain;

import io.sealpost.schemas.Lane;
import io.sealpost.seal.id.Category;

/**
 * The lane of a message: a one-time code is urgent wherever it comes in; a service message is
 * urgent on the tenant's urgent topic; nothing else is, not even its rejection.
 */
public final class Lanes {

    private Lanes() {}

    /** The lane a request's outcome travels on. */
    public static Lane of(Request request) {
        Category category = request.fields().category();
        boolean urgent =
                category == Category.AUTHENTICATION
                        || (category == Category.SERVICE && request.arrival().urgent());
        return urgent ? Lane.URGENT : Lane.BULK;
    }

    static boolean isWrong(Request request) {
        return request.arrival().urgent() && of(request) != Lane.URGENT;
    }
}
