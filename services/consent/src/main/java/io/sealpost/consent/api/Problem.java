package io.sealpost.consent.api;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/**
 * RFC 9457.
 *
 * @param code what a program looks at
 */
public record Problem(String title, int status, String code) {
    private static final String TYPE = "application/problem+json";

    static Response notFound() {
        return response("There is no such recipient", 404, "UNKNOWN_RECIPIENT");
    }

    static Response badRequest(String title, String code) {
        return response(title, 400, code);
    }

    /** With the challenge that RFC 9110 asks of every 401. */
    static Response unauthorized() {
        return Response.fromResponse(response("A valid token is needed", 401, "UNAUTHORIZED"))
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    static Response forbidden() {
        return response("The token is not a tenant's", 403, "FORBIDDEN");
    }

    private static Response response(String title, int status, String code) {
        return Response.status(status).type(TYPE).entity(new Problem(title, status, code)).build();
    }
}
