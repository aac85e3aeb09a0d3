package io.sealpost.embedded;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The settings of a PostgreSQL server.
 *
 * @param port the preferred port at the first start; 0 for any free port
 * @param overrides settings of {@code postgresql.conf} that replace the built-in ones
 * @param launcher words before the server's command, such as {@code nice} or {@code nsenter} with
 *     their arguments; the launcher must replace itself by the server (exec)
 */
public record PostgresSettings(int port, Map<String, String> overrides, List<String> launcher) {

    public PostgresSettings {
        launcher = List.copyOf(launcher);
        overrides = Map.copyOf(overrides);
    }

    public static PostgresSettings standard() {
        return new PostgresSettings(0, Map.of(), List.of());
    }

    public PostgresSettings withPort(int preferred) {
        return new PostgresSettings(preferred, overrides, launcher);
    }

    /** With one more setting of {@code postgresql.conf}. */
    public PostgresSettings with(String key, String value) {
        Map<String, String> more = new HashMap<>(overrides);
        more.put(key, value);
        return new PostgresSettings(port, more, launcher);
    }

    /** With other words before the server's command. */
    public PostgresSettings launchedBy(List<String> words) {
        return new PostgresSettings(port, overrides, words);
    }

    /** Every setting the server is started with. */
    Map<String, String> all(int chosenPort) {
        Map<String, String> all = new HashMap<>(network(chosenPort));
        all.putAll(smallMachine());
        all.putAll(withoutPersonalData());
        all.putAll(overrides);
        return all;
    }

    private static Map<String, String> network(int port) {
        return Map.of(
                "listen_addresses",
                Port.LOOPBACK,
                "port",
                Integer.toString(port),
                "unix_socket_directories",
                "",
                "max_connections",
                "120");
    }

    private static Map<String, String> smallMachine() {
        return Map.of(
                "shared_buffers", "96MB",
                "max_wal_size", "1GB",
                "io_method", "sync",
                "jit", "off",
                "max_logical_replication_workers", "0",
                "max_parallel_workers_per_gather", "0",
                "synchronous_commit", "on",
                "wal_compression", "off",
                // The mailbox rows of one minute are more than the buffers hold; vacuuming them all
                // at once would delay every commit.
                "autovacuum_naptime", "15s",
                // Every statement looks rows up by key: a tenth of the default sample is enough for
                // tables that grow all day.
                "default_statistics_target", "10");
    }

    /**
     * A failed statement, its parameters and the conflicting row can have personal data: only the
     * error is logged.
     */
    private static Map<String, String> withoutPersonalData() {
        return Map.of(
                "log_min_error_statement", "panic",
                "log_error_verbosity", "terse",
                "log_parameter_max_length", "0",
                "log_parameter_max_length_on_error", "0");
    }
}
