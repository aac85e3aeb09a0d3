package io.sealpost.encryption.api;

import io.sealpost.schemas.Reason;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** A refusal, RFC 9457, with a typed code; never quotes what was sent. */
record Problem(String type, String title, int status, String code) {

    static Response of(int status, String title, String code) {
        return Response.status(status)
                .type("application/problem+json")
                .entity(new Problem("about:blank", title, status, code))
                .build();
    }

    static Response of(Reason reason) {
        return of(status(reason), "refused", reason.name());
    }

    static Response badForm() {
        return of(400, "the request has a wrong form", "BAD_FORM");
    }

    /** With the challenge that RFC 9110 asks of every 401. */
    static Response unauthorized() {
        return Response.fromResponse(of(401, "a valid token is needed", "UNAUTHORIZED"))
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    static Response unavailable() {
        return Response.fromResponse(of(503, "try again soon", "UNAVAILABLE"))
                .header("Retry-After", 1)
                .build();
    }

    private static int status(Reason reason) {
        return switch (reason) {
            case UNKNOWN_BUSINESS, BAD_TICKET, UNKNOWN_DEVICE -> 404;
            case TICKET_USED, TOO_MANY_DEVICES, STALE_VERSION -> 409;
            case TICKET_EXPIRED -> 410;
            case BAD_PROOF, SIGNATURE_INVALID -> 403;
            default -> 422;
        };
    }
}
