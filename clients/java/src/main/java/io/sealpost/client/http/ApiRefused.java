package io.sealpost.client.http;

/** The service said no; repeating the call gets the same answer. */
public final class ApiRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;

    ApiRefused(int status, String code) {
        super("refused: " + status + " " + code);
        this.status = status;
        this.code = code;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The problem's typed code (RFC 9457 member {@code code}), or empty where there is none. */
    public String code() {
        return code;
    }
}
