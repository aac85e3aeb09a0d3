package io.sealpost.client.http;

/** The service refused the call (HTTP 4xx). Repeating it gets the same answer. */
public final class ApiRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;

    ApiRefused(int status, String code) {
        super("the service refused the call: HTTP " + status + " " + code);
        this.status = status;
        this.code = code;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The problem's code (the member {@code code} of RFC 9457), empty where there is none. */
    public String code() {
        return code;
    }
}
