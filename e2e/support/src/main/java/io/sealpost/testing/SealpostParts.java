package io.sealpost.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.sealpost.embedded.PostgresDatabase;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@code @QuarkusTestResource}: the shared broker and registry, and a new database for the
 * service under test.
 *
 * <p>Init arguments: {@code database}, the prefix of the database's name (default {@code test});
 * {@code registry}, {@code false} for none.
 */
public final class SealpostParts implements QuarkusTestResourceLifecycleManager {

    private String name = "test";
    private boolean withRegistry = true;
    private @Nullable PostgresDatabase database;

    @Override
    public void init(Map<String, String> arguments) {
        name = arguments.getOrDefault("database", name);
        withRegistry = Boolean.parseBoolean(arguments.getOrDefault("registry", "true"));
    }

    @Override
    public Map<String, String> start() {
        PostgresDatabase fresh = TestPostgres.shared().freshDatabase(name);
        database = fresh;
        return Map.of(
                "kafka.bootstrap.servers", TestBroker.shared().bootstrapServers(),
                "quarkus.datasource.username", fresh.role().user(),
                "quarkus.datasource.password", fresh.role().password(),
                "quarkus.datasource.jdbc.url", fresh.jdbcUrl(),
                "quarkus.datasource.reactive.url", fresh.reactiveUrl(),
                "sealpost.registry.url",
                        withRegistry ? TestRegistry.shared().url() : "http://127.0.0.1:9");
    }

    @Override
    public void stop() {
        PostgresDatabase used = database;
        if (used != null) {
            TestPostgres.shared().drop(used);
        }
    }
}
