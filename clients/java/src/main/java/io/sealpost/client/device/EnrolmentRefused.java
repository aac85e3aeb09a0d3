package io.sealpost.client.device;

/** Encryption did not take the enrolment: the ticket is used, expired or another's. */
public final class EnrolmentRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;

    EnrolmentRefused(String code) {
        super("the enrolment was refused: " + code);
        this.code = code;
    }

    /** The problem's code, such as {@code TICKET_USED}. */
    public String code() {
        return code;
    }
}
