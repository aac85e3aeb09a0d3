package io.sealpost.delivery.api;

/** What a device is told when something it sent is not taken. */
enum ErrorCode {
    /** No such frame, or a field of the wrong form; too many of them close the socket. */
    BAD_FRAME("bad-frame"),
    /** An acknowledgement before a hello, or a second hello. */
    UNEXPECTED_FRAME("unexpected-frame"),
    /** The challenge was not answered in time. */
    CHALLENGE_EXPIRED("challenge-expired"),
    /** No such device of this recipient, or it is revoked. */
    UNKNOWN_DEVICE("unknown-device"),
    /** The signature is not the device's. */
    BAD_SIGNATURE("bad-signature"),
    /** A message that was not pushed to this device; nothing of the frame counts. */
    UNKNOWN_MESSAGE("unknown-message"),
    /** Frames come faster than they can be handled. */
    TOO_FAST("too-fast"),
    /** Another socket of this device is open, or the device was revoked. */
    TAKEN_OVER("taken-over"),
    /** Something delivery needs is down: come back later. */
    UNAVAILABLE("unavailable");

    private final String code;

    ErrorCode(String code) {
        this.code = code;
    }

    String frame() {
        return "{\"type\":\"error\",\"code\":\"" + code + "\"}";
    }
}
