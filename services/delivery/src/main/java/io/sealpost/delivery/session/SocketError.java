package io.sealpost.delivery.session;

/** The error codes of the socket (docs/sealing.md, Socket protocol). */
public enum SocketError {
    /** No such frame, or a field of a wrong form. Too many of them close the socket. */
    BAD_FRAME("bad-frame", Status.POLICY_VIOLATION),
    /** An acknowledgement before the hello, or a second hello. */
    UNEXPECTED_FRAME("unexpected-frame", Status.POLICY_VIOLATION),
    /** The challenge was not answered in time. */
    CHALLENGE_EXPIRED("challenge-expired", Status.POLICY_VIOLATION),
    /** The recipient's newest device list does not have this device. */
    UNKNOWN_DEVICE("unknown-device", Status.POLICY_VIOLATION),
    /** The signature is not the device's. */
    BAD_SIGNATURE("bad-signature", Status.POLICY_VIOLATION),
    /** A message that was not pushed to this device; nothing of the frame counts. */
    UNKNOWN_MESSAGE("unknown-message", Status.POLICY_VIOLATION),
    /** Frames arrive faster than they can be handled. */
    TOO_FAST("too-fast", Status.POLICY_VIOLATION),
    /** Another socket of this device is open, or the device was revoked. */
    TAKEN_OVER("taken-over", Status.POLICY_VIOLATION),
    /** Something that delivery needs is unavailable: reconnect later. */
    UNAVAILABLE("unavailable", Status.TRY_AGAIN_LATER);

    /** Close statuses of RFC 6455 and its registry. */
    private static final class Status {
        static final int POLICY_VIOLATION = 1008;
        static final int TRY_AGAIN_LATER = 1013;
    }

    private final String code;
    private final int closeStatus;

    SocketError(String code, int closeStatus) {
        this.code = code;
        this.closeStatus = closeStatus;
    }

    /** The status of a socket that is closed for it. */
    int closeStatus() {
        return closeStatus;
    }

    /** The {@code error} frame. */
    public String frame() {
        return "{\"type\":\"error\",\"code\":\"" + code + "\"}";
    }
}
