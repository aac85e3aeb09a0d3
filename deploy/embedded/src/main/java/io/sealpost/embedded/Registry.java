package io.sealpost.embedded;

import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Apicurio Registry on loopback. Its schemas and their ids are stored in PostgreSQL. */
public final class Registry implements ManagedProcess {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
    private static final String API = "/apis/ccompat/v7";
    static final String PROGRAM = "apicurio";

    private static final int PROBE_TIMEOUT_MILLIS = 2_000;

    private final Binaries binaries;
    private final Supplier<PostgresDatabase> database;
    private final RegistrySettings settings;
    private final Daemon daemon;

    /**
     * @param state the folder of its log and port
     * @param database of the schemas; must run when the registry starts
     */
    public Registry(
            Binaries binaries, Path state, PostgresDatabase database, RegistrySettings settings) {
        this(binaries, state, () -> database, settings);
    }

    /** The same where the database's port and password are chosen at its first start. */
    Registry(
            Binaries binaries,
            Path state,
            Supplier<PostgresDatabase> database,
            RegistrySettings settings) {
        this.binaries = binaries;
        this.database = database;
        this.settings = settings;
        this.daemon = new Daemon("registry", state);
    }

    @Override
    public Daemon daemon() {
        return daemon;
    }

    /** The root of the Confluent-compatible API, version 7, without a slash at the end. */
    public String url() {
        return url(Port.LOOPBACK, port());
    }

    /** The same for a registry at another address. */
    public static String url(String host, int port) {
        return "http://" + host + ":" + port + API;
    }

    PostgresDatabase database() {
        return database.get();
    }

    @Override
    public void start() {
        if (!isAlive()) {
            Port.requireFree(Port.keptIn(portFile(), settings.port()), daemon);
            daemon.start(command(), environment());
        }
        daemon.awaitReady(START_TIMEOUT, this::isReady);
    }

    @Override
    public boolean isReady() {
        return answers(url());
    }

    @Override
    public int port() {
        return Port.of(portFile(), settings.port());
    }

    /**
     * With one flat class path: with the class loader of {@code quarkus-run.jar} the JVM could
     * cache few classes.
     */
    private List<String> command() {
        Path folder = binaries.apicurio();
        String classPath =
                Stream.of(
                                "quarkus/transformed-bytecode.jar",
                                "quarkus/generated-bytecode.jar",
                                "app/*",
                                "lib/boot/*",
                                "lib/main/*")
                        .map(entry -> folder + "/" + entry)
                        .collect(Collectors.joining(File.pathSeparator));
        List<String> command = binaries.java(PROGRAM, settings.heap());
        // It answers a few requests after a start: its code never runs often enough for the second
        // compiler.
        command.add("-XX:TieredStopAtLevel=1");
        // Native libraries are unpacked there, and are removed with the state folder.
        command.add("-Djava.io.tmpdir=" + daemon.state());
        command.addAll(List.of("--add-opens", "java.base/java.lang=ALL-UNNAMED"));
        command.addAll(List.of("-cp", classPath, "io.quarkus.runner.GeneratedMain"));
        return command;
    }

    private Map<String, String> environment() {
        PostgresDatabase schemas = database();
        Map<String, String> all = new HashMap<>(storage(schemas.jdbcUrl(), schemas.role()));
        all.put("QUARKUS_HTTP_HOST", Port.LOOPBACK);
        all.put("QUARKUS_HTTP_PORT", Integer.toString(port()));
        // Health and metrics; the default is port 9000 on every interface.
        all.put("QUARKUS_MANAGEMENT_HOST", Port.LOOPBACK);
        all.put("QUARKUS_MANAGEMENT_PORT", "0");
        return all;
    }

    /**
     * Environment variables with which Apicurio stores its schemas in PostgreSQL. With its defaults
     * it would hold 20 connections, and answer 500 on connections that a restarted database closed.
     */
    public static Map<String, String> storage(String jdbcUrl, Credentials role) {
        return Map.of(
                "APICURIO_STORAGE_KIND", "sql",
                "APICURIO_STORAGE_SQL_KIND", "postgresql",
                "APICURIO_DATASOURCE_URL", jdbcUrl,
                "APICURIO_DATASOURCE_USERNAME", role.user(),
                "APICURIO_DATASOURCE_PASSWORD", role.password(),
                "APICURIO_DATASOURCE_JDBC_INITIAL_SIZE", "1",
                "APICURIO_DATASOURCE_JDBC_MIN_SIZE", "1",
                "APICURIO_DATASOURCE_JDBC_MAX_SIZE", "10",
                "QUARKUS_DATASOURCE_POSTGRESQL_JDBC_VALIDATE_ON_BORROW", "true",
                "QUARKUS_HTTP_ACCESS_LOG_ENABLED", "false");
    }

    /** Whether a registry answers at this URL. */
    public static boolean answers(String url) {
        try {
            var connection =
                    (HttpURLConnection) URI.create(url + "/subjects").toURL().openConnection();
            connection.setConnectTimeout(PROBE_TIMEOUT_MILLIS);
            connection.setReadTimeout(PROBE_TIMEOUT_MILLIS);
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        }
    }

    private Path portFile() {
        return daemon.state().resolve("registry.port");
    }
}
