package io.sealpost.embedded;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The three parts Sealpost stands on, with state in folders beside each other.
 *
 * @param registry keeps its schemas in {@code postgres}
 */
public record LocalParts(Broker broker, Postgres postgres, Registry registry) {

    private static final String REGISTRY = "registry";

    public static LocalParts in(
            Binaries binaries,
            Path state,
            BrokerSettings broker,
            PostgresSettings postgres,
            RegistrySettings registry) {
        Postgres server = new Postgres(binaries, state.resolve("postgres"), postgres);
        Path folder = state.resolve(REGISTRY);
        return new LocalParts(
                new Broker(binaries, state.resolve("kafka"), broker),
                server,
                new Registry(binaries, folder, () -> schemas(server, folder), registry));
    }

    /** Starts what is not running, side by side where it can be, and returns when all answer. */
    public void start() {
        CompletableFuture<Void> brokerUp = CompletableFuture.runAsync(broker::start);
        CompletableFuture<Void> registryUp = CompletableFuture.runAsync(this::startRegistry);
        try {
            CompletableFuture.allOf(brokerUp, registryUp).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof PartFailedException failed ? failed : e;
        }
    }

    /** Stops all, those first that need the others. */
    public void stop() {
        registry.stop();
        CompletableFuture.allOf(
                        CompletableFuture.runAsync(broker::stop),
                        CompletableFuture.runAsync(postgres::stop))
                .join();
    }

    private static Database schemas(Postgres server, Path folder) {
        String password = PrivateFile.password(folder.resolve("database.password"));
        return new Database(
                Port.LOOPBACK, server.port(), REGISTRY, new Credentials(REGISTRY, password));
    }

    private void startRegistry() {
        postgres.start();
        Database schemas = registry.database();
        if (!registry.isAlive()) {
            postgres.database(schemas.name(), schemas.role());
        }
        registry.start();
    }
}
