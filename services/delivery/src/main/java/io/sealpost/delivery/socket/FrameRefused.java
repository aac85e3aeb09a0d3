package io.sealpost.delivery.socket;

import io.sealpost.delivery.session.SocketError;

/** A frame is refused. Has no stack trace and no content. */
final class FrameRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final SocketError error;

    FrameRefused(SocketError error) {
        super(error.name(), null, false, false);
        this.error = error;
    }

    SocketError error() {
        return error;
    }
}
