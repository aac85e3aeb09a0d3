package io.sealpost.audit.api;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;

/** RFC 9457, with a typed code beside the title. */
record Problem(String title, int status, String code) {

    static WebApplicationException notFound() {
        return new Problem("There is no such message here", 404, "UNKNOWN_MESSAGE").thrown();
    }

    static WebApplicationException badRequest(String title, String code) {
        return new Problem(title, 400, code).thrown();
    }

    private WebApplicationException thrown() {
        return new WebApplicationException(
                Response.status(status).type("application/problem+json").entity(this).build());
    }
}
