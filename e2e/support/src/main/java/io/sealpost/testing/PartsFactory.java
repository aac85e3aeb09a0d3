package io.sealpost.testing;

import io.sealpost.embedded.BrokerSettings;
import io.sealpost.embedded.PostgresSettings;

/** Makes started parts of one sort. */
interface PartsFactory {

    /**
     * The one the system property {@code sealpost.test.parts} names: {@code embedded} (default) or
     * {@code containers}.
     */
    static PartsFactory chosen() {
        String sort = System.getProperty("sealpost.test.parts", "embedded");
        return switch (sort) {
            case "embedded" -> new EmbeddedParts();
            case "containers" -> new ContainerParts();
            default ->
                    throw new IllegalArgumentException(
                            "sealpost.test.parts is neither embedded nor containers");
        };
    }

    TestBroker broker(BrokerSettings settings);

    TestPostgres postgres(PostgresSettings settings);

    TestRegistry registry(TestPostgres postgres);
}
