package io.sealpost.embedded;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The three servers that Sealpost needs, each with a folder of its own in one state folder.
 *
 * @param registry stores its schemas in {@code postgres}
 */
public record LocalInfrastructure(Broker broker, Postgres postgres, Registry registry) {

    private static final String REGISTRY = "registry";

    public static LocalInfrastructure in(
            Binaries binaries,
            Path state,
            BrokerSettings broker,
            PostgresSettings postgres,
            RegistrySettings registry) {
        Postgres server = new Postgres(binaries, state.resolve("postgres"), postgres);
        Path folder = state.resolve(REGISTRY);
        return new LocalInfrastructure(
                new Broker(binaries, state.resolve("kafka"), broker),
                server,
                new Registry(binaries, folder, () -> schemas(server, folder), registry));
    }

    /** Starts the servers that do not run, in parallel where possible; returns when all answer. */
    public void start() {
        CompletableFuture<Void> brokerUp = CompletableFuture.runAsync(broker::start);
        CompletableFuture<Void> registryUp = CompletableFuture.runAsync(this::startRegistry);
        try {
            CompletableFuture.allOf(brokerUp, registryUp).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StartFailedException failed ? failed : e;
        }
    }

    /** Stops all servers, the registry first because it needs the database. */
    public void stop() {
        registry.stop();
        CompletableFuture.allOf(
                        CompletableFuture.runAsync(broker::stop),
                        CompletableFuture.runAsync(postgres::stop))
                .join();
    }

    private static PostgresDatabase schemas(Postgres server, Path folder) {
        String password = PrivateFile.password(folder.resolve("database.password"));
        return new PostgresDatabase(
                Port.LOOPBACK, server.port(), REGISTRY, new Credentials(REGISTRY, password));
    }

    private void startRegistry() {
        postgres.start();
        PostgresDatabase schemas = registry.database();
        if (!registry.isAlive()) {
            postgres.database(schemas.name(), schemas.role());
        }
        registry.start();
    }
}
