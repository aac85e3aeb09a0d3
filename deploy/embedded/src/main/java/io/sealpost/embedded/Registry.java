package io.sealpost.embedded;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Apicurio Registry on loopback; schemas and their ids live in PostgreSQL, so they survive its
 * restarts.
 */
public final class Registry implements Part {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int PROBE_MILLIS = 2_000;

    private final Binaries binaries;
    private final Database database;
    private final RegistrySettings settings;
    private final Daemon daemon;

    /**
     * @param state the folder for its log and port
     * @param database where it keeps the schemas; must be up when the registry starts
     */
    public Registry(Binaries binaries, Path state, Database database, RegistrySettings settings) {
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
        return "http://" + Port.LOOPBACK + ":" + port() + "/apis/ccompat/v7";
    }

    Database database() {
        return database;
    }

    @Override
    public void start() {
        if (!isAlive()) {
            Port.requireFree(port(), daemon);
            daemon.start(command(), environment());
        }
        daemon.awaitReady(PATIENCE, this::answers);
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(Binaries.java(settings.heap()));
        command.addAll(List.of("-jar", binaries.apicurio().resolve("quarkus-run.jar").toString()));
        return command;
    }

    /** The environment, unlike a command line, is not shown to other users. */
    private Map<String, String> environment() {
        return Map.of(
                "QUARKUS_HTTP_HOST", Port.LOOPBACK,
                "QUARKUS_HTTP_PORT", Integer.toString(port()),
                "APICURIO_STORAGE_KIND", "sql",
                "APICURIO_STORAGE_SQL_KIND", "postgresql",
                "APICURIO_DATASOURCE_URL", database.jdbcUrl(),
                "APICURIO_DATASOURCE_USERNAME", database.role().user(),
                "APICURIO_DATASOURCE_PASSWORD", database.role().password());
    }

    private boolean answers() {
        try {
            var connection =
                    (HttpURLConnection) URI.create(url() + "/subjects").toURL().openConnection();
            connection.setConnectTimeout(PROBE_MILLIS);
            connection.setReadTimeout(PROBE_MILLIS);
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        }
    }

    private int port() {
        return Port.keptIn(daemon.state().resolve("registry.port"), settings.port());
    }
}
