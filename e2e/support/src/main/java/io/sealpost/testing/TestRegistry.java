package io.sealpost.testing;

import java.util.function.Supplier;

/** A real Apicurio Registry that keeps its schemas in the shared PostgreSQL. */
public final class TestRegistry extends TestServer {

    private static final Supplier<TestRegistry> SHARED =
            Once.of(() -> PartsFactory.chosen().registry(TestPostgres.shared()));

    private final String url;

    TestRegistry(Server server, String url) {
        super(server, null);
        this.url = url;
    }

    /** The one of this JVM. Tests that break it must leave it running. */
    public static TestRegistry shared() {
        return SHARED.get();
    }

    /** The root of the Confluent-compatible API, without a slash at the end. */
    public String url() {
        return url;
    }
}
