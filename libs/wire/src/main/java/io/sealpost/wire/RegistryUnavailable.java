package io.sealpost.wire;

/** The schema registry did not answer. Retry: nothing is known about the record yet. */
public final class RegistryUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    RegistryUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    RegistryUnavailable(String message) {
        super(message);
    }
}
