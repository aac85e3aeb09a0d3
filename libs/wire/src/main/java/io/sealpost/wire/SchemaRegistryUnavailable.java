package io.sealpost.wire;

/** The schema registry did not answer. Retry: nothing is known about the record yet. */
public final class SchemaRegistryUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    SchemaRegistryUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    SchemaRegistryUnavailable(String message) {
        super(message);
    }
}
