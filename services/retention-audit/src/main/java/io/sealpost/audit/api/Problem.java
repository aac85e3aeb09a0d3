package io.sealpost.audit.api;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** RFC 9457, with a typed code beside the title. */
record Problem(String title, int status, String code) {

    static WebApplicationException notFound() {
        return new Problem("There is no such message here", 404, "UNKNOWN_MESSAGE").thrown();
    }

    static WebApplicationException badRequest(String title, String code) {
        return new Problem(title, 400, code).thrown();
    }

    /** With the challenge that RFC 9110 asks of every 401. */
    static Response unauthorized() {
        Problem problem = new Problem("A valid token is needed", 401, "UNAUTHORIZED");
        return Response.fromResponse(problem.response())
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    static Response forbidden() {
        return new Problem("The token is not a tenant's or an operator's", 403, "FORBIDDEN")
                .response();
    }

    private WebApplicationException thrown() {
        return new WebApplicationException(response());
    }

    private Response response() {
        return Response.status(status).type("application/problem+json").entity(this).build();
    }
}
