package io.sealpost.client.producer;

import io.sealpost.seal.id.RequestId;

/**
 * A message was not sent, or it is not known whether it was. Retry it under the same request id:
 * {@link OutgoingMessage#retrying}. The exception's message never contains content.
 */
public final class SendFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient SendError error;
    private final transient RequestId requestId;

    SendFailed(SendError error, RequestId requestId) {
        super("sending failed: " + error + ". " + error.cure());
        this.error = error;
        this.requestId = requestId;
    }

    /** The reason, and what to do about it. */
    public SendError error() {
        return error;
    }

    /** The id to retry under: the message id stays the same. */
    public RequestId requestId() {
        return requestId;
    }
}
