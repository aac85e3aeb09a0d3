package io.sealpost.http;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/**
 * The body of a refused request (RFC 9457). It never quotes the request.
 *
 * @param title for people
 * @param code for programs; stable
 */
public record Problem(String title, int status, String code) {
    private static final String TYPE = "application/problem+json";

    public static Response of(int status, String title, String code) {
        return Response.status(status).type(TYPE).entity(new Problem(title, status, code)).build();
    }

    /** The same response as an exception. */
    public static WebApplicationException refusal(int status, String title, String code) {
        return new WebApplicationException(of(status, title, code));
    }

    public static Response badForm() {
        return of(400, "The request has a wrong form", "BAD_FORM");
    }

    /** Includes the challenge that RFC 9110 requires of every 401. */
    public static Response unauthorized() {
        return Response.fromResponse(of(401, "A valid token is required", "UNAUTHORIZED"))
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    public static Response forbidden() {
        return of(403, "The token does not permit this", "FORBIDDEN");
    }

    /** Something that the service needs is unavailable. The client should retry after a second. */
    public static Response unavailable() {
        return Response.fromResponse(
                        of(503, "Temporarily unavailable, retry after a pause", "UNAVAILABLE"))
                .header(HttpHeaders.RETRY_AFTER, 1)
                .build();
    }
}
