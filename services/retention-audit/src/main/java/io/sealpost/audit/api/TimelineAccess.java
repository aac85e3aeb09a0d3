package io.sealpost.audit.api;

import io.sealpost.audit.domain.TimelineEntry;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.function.Predicate;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** What the caller's token gives access to: everything for an operator, a tenant's own entries. */
@RequestScoped
class TimelineAccess {
    static final String OPERATOR = "operator";
    static final String TENANT = "tenant";

    private final JsonWebToken token;

    @Inject
    TimelineAccess(JsonWebToken token) {
        this.token = token;
    }

    /** The entries that the caller may see. Call it on the request's thread; use it anywhere. */
    Predicate<TimelineEntry> visible() {
        if (token.getGroups().contains(OPERATOR)) {
            return entry -> true;
        }
        String business = token.getSubject();
        return entry -> entry.step().business().value().equals(business);
    }
}
