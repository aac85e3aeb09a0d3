package io.sealpost.client.producer;

import io.sealpost.seal.id.RequestId;

/** A message was not sent, or is not known to be; retry it under the same request id. */
public final class SendFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient SendError error;
    private final transient RequestId requestId;

    SendFailed(SendError error, RequestId requestId) {
        super("not sent: " + error.getClass().getSimpleName());
        this.error = error;
        this.requestId = requestId;
    }

    public SendError error() {
        return error;
    }

    public RequestId requestId() {
        return requestId;
    }
}
