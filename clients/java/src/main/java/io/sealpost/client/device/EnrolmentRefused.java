package io.sealpost.client.device;

/**
 * The encryption service refused an enrolment or a prekey, for instance because the ticket is used,
 * expired or was issued for somebody else. Repeating the call gets the same answer.
 */
public final class EnrolmentRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;

    EnrolmentRefused(String code) {
        super("enrolment or prekey refused: " + code);
        this.code = code;
    }

    /** The problem's code, such as {@code TICKET_USED}; {@code HTTP <status>} where it has none. */
    public String code() {
        return code;
    }
}
