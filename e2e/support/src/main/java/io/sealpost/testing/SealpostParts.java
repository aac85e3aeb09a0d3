package io.sealpost.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.sealpost.embedded.Database;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * For {@code @QuarkusTestResource}: broker, registry and a database of its own for a Quarkus
 * service under test.
 *
 * <p>Init arguments: {@code database}, the beginning of the database's name ({@code test} by
 * default); {@code registry}, {@code false} to do without one.
 */
public final class SealpostParts implements QuarkusTestResourceLifecycleManager {

    private String name = "test";
    private boolean withRegistry = true;
    private @Nullable Database database;

    @Override
    public void init(Map<String, String> arguments) {
        name = arguments.getOrDefault("database", name);
        withRegistry = Boolean.parseBoolean(arguments.getOrDefault("registry", "true"));
    }

    @Override
    public Map<String, String> start() {
        Database fresh = TestPostgres.shared().freshDatabase(name);
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
        Database used = database;
        if (used != null) {
            TestPostgres.shared().drop(used);
        }
    }
}
