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

/**
 * Apicurio Registry on loopback; schemas and their ids live in PostgreSQL, so they survive its
 * restarts.
 */
public final class Registry implements Part {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String API = "/apis/ccompat/v7";
    static final String PROGRAM = "apicurio";

    private static final int PROBE_MILLIS = 2_000;

    private final Binaries binaries;
    private final Supplier<Database> database;
    private final RegistrySettings settings;
    private final Daemon daemon;

    /**
     * @param state the folder for its log and port
     * @param database where it keeps the schemas; must be up when the registry starts
     */
    public Registry(Binaries binaries, Path state, Database database, RegistrySettings settings) {
        this(binaries, state, () -> database, settings);
    }

    /** The same where port and password of the database are chosen at its first start. */
    Registry(
            Binaries binaries, Path state, Supplier<Database> database, RegistrySettings settings) {
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

    /** The same of a registry elsewhere. */
    public static String url(String host, int port) {
        return "http://" + host + ":" + port + API;
    }

    Database database() {
        return database.get();
    }

    @Override
    public void start() {
        if (!isAlive()) {
            Port.requireFree(Port.keptIn(portFile(), settings.port()), daemon);
            daemon.start(command(), environment());
        }
        daemon.awaitReady(PATIENCE, this::isReady);
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
     * One flat class path: behind the loader of {@code quarkus-run.jar} the JVM could cache few
     * classes.
     */
    private List<String> command() {
        Path home = binaries.apicurio();
        String classPath =
                Stream.of(
                                "quarkus/transformed-bytecode.jar",
                                "quarkus/generated-bytecode.jar",
                                "app/*",
                                "lib/boot/*",
                                "lib/main/*")
                        .map(entry -> home + "/" + entry)
                        .collect(Collectors.joining(File.pathSeparator));
        List<String> command = binaries.java(PROGRAM, settings.heap());
        // It answers a few requests after a start and rests: its code is never worth the slow
        // compiler.
        command.add("-XX:TieredStopAtLevel=1");
        // Native libraries are unpacked there, and go when the state goes.
        command.add("-Djava.io.tmpdir=" + daemon.state());
        command.addAll(List.of("--add-opens", "java.base/java.lang=ALL-UNNAMED"));
        command.addAll(List.of("-cp", classPath, "io.quarkus.runner.GeneratedMain"));
        return command;
    }

    private Map<String, String> environment() {
        Database schemas = database();
        Map<String, String> all = new HashMap<>(storage(schemas.jdbcUrl(), schemas.role()));
        all.put("QUARKUS_HTTP_HOST", Port.LOOPBACK);
        all.put("QUARKUS_HTTP_PORT", Integer.toString(port()));
        // Health and metrics, by default on port 9000 of every interface.
        all.put("QUARKUS_MANAGEMENT_HOST", Port.LOOPBACK);
        all.put("QUARKUS_MANAGEMENT_PORT", "0");
        return all;
    }

    /**
     * What tells Apicurio, by environment, to keep its schemas in PostgreSQL. By default it would
     * hold 20 connections, and answer 500 with those a restarted database has closed.
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
            connection.setConnectTimeout(PROBE_MILLIS);
            connection.setReadTimeout(PROBE_MILLIS);
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        }
    }

    private Path portFile() {
        return daemon.state().resolve("registry.port");
    }
}
