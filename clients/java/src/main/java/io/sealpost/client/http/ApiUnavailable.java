package io.sealpost.client.http;

import org.jspecify.annotations.Nullable;

/**
 * The service did not decide the call in time. It may have been carried out: repeat it with the
 * same bytes.
 */
public final class ApiUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    ApiUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
