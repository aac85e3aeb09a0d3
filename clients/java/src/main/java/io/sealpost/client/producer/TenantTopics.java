package io.sealpost.client.producer;

import io.sealpost.seal.id.BusinessId;
import io.sealpost.wire.Catalogue;

/** The names of a business's own topics, from the catalogue. */
public final class TenantTopics {
    private TenantTopics() {}

    /**
     * The topic that a business sends on.
     *
     * @param urgent for AUTHENTICATION and SERVICE only
     */
    public static String sendRequests(BusinessId business, boolean urgent) {
        return of(urgent ? "send-requests-urgent" : "send-requests", business);
    }

    public static String consentCommands(BusinessId business) {
        return of("consent-commands", business);
    }

    public static String consentEvents(BusinessId business) {
        return of("consent-events", business);
    }

    public static String deliveryEvents(BusinessId business) {
        return of("delivery-events", business);
    }

    private static String of(String family, BusinessId business) {
        return Catalogue.get().named(family + ".<business>").of(business.value());
    }
}
