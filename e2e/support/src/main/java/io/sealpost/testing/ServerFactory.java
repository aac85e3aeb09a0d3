package io.sealpost.testing;

import io.sealpost.embedded.BrokerSettings;
import io.sealpost.embedded.PostgresSettings;

/** Makes and starts servers, all in the same way. */
interface ServerFactory {

    /**
     * The factory that the system property {@code sealpost.test.parts} names: {@code embedded}
     * (default) or {@code containers}.
     */
    static ServerFactory chosen() {
        String kind = System.getProperty("sealpost.test.parts", "embedded");
        return switch (kind) {
            case "embedded" -> new EmbeddedServers();
            case "containers" -> new ContainerServers();
            default ->
                    throw new IllegalArgumentException(
                            "sealpost.test.parts must be embedded or containers");
        };
    }

    TestBroker broker(BrokerSettings settings);

    TestPostgres postgres(PostgresSettings settings);

    TestRegistry registry(TestPostgres postgres);
}
