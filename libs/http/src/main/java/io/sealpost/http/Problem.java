package io.sealpost.http;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/**
 * A refusal as RFC 9457 wants it; never quotes what was sent.
 *
 * @param code what a program looks at; the title is for people
 */
public record Problem(String title, int status, String code) {
    private static final String TYPE = "application/problem+json";

    public static Response of(int status, String title, String code) {
        return Response.status(status).type(TYPE).entity(new Problem(title, status, code)).build();
    }

    /** The same, to be thrown. */
    public static WebApplicationException refusal(int status, String title, String code) {
        return new WebApplicationException(of(status, title, code));
    }

    public static Response badForm() {
        return of(400, "The request has a wrong form", "BAD_FORM");
    }

    /** With the challenge that RFC 9110 asks of every 401. */
    public static Response unauthorized() {
        return Response.fromResponse(of(401, "A valid token is needed", "UNAUTHORIZED"))
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    public static Response forbidden() {
        return of(403, "The token is not of a kind that may do this", "FORBIDDEN");
    }

    /** Whoever asks again soon may be served: something the service needs is away. */
    public static Response unavailable() {
        return Response.fromResponse(of(503, "Try again soon", "UNAVAILABLE"))
                .header(HttpHeaders.RETRY_AFTER, 1)
                .build();
    }
}
