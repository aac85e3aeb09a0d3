package io.sealpost.client.http;

import org.jspecify.annotations.Nullable;

/** No answer, or none that tells what became of the call. Repeat it as it was. */
public final class ApiUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    ApiUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
