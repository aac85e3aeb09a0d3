package io.sealpost.testing;

import java.util.function.Supplier;

/** A real Apicurio Registry that stores its schemas in the shared PostgreSQL. */
public final class TestRegistry extends TestServer {

    private static final Supplier<TestRegistry> SHARED =
            Lazy.of(() -> ServerFactory.chosen().registry(TestPostgres.shared()));

    private final String url;

    TestRegistry(ServerControl server, String url) {
        super(server, null);
        this.url = url;
    }

    /** The registry of this JVM. A test that stops it must start it again. */
    public static TestRegistry shared() {
        return SHARED.get();
    }

    /** The root of the Confluent-compatible API, without a slash at the end. */
    public String url() {
        return url;
    }
}
