package io.sealpost.audit.api;

import io.sealpost.audit.domain.LoggedStep;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.function.Predicate;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who asks: an operator sees everything, a tenant its own. */
@RequestScoped
class Caller {
    static final String OPERATOR = "operator";
    static final String TENANT = "tenant";

    private final JsonWebToken token;

    @Inject
    Caller(JsonWebToken token) {
        this.token = token;
    }

    /** Which steps the caller may see; asked during the request, good for as long as it takes. */
    Predicate<LoggedStep> sees() {
        if (token.getGroups().contains(OPERATOR)) {
            return logged -> true;
        }
        String business = token.getSubject();
        return logged -> logged.step().business().value().equals(business);
    }
}
