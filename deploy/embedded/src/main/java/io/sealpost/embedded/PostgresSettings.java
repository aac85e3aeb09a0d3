package io.sealpost.embedded;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a PostgreSQL server is set up.
 *
 * @param port the port wished for at the first start, 0 for any free one
 * @param overrides settings of {@code postgresql.conf} that win over the built-in ones
 * @param launcher the words before the server's command, such as {@code nice} or {@code nsenter}
 *     with their arguments; it must become the server and not start it
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
        all.putAll(small());
        all.putAll(discreet());
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

    private static Map<String, String> small() {
        return Map.of(
                "shared_buffers", "96MB",
                "max_wal_size", "1GB",
                "io_method", "sync",
                "jit", "off",
                "max_logical_replication_workers", "0",
                "max_parallel_workers_per_gather", "0",
                "synchronous_commit", "on",
                "wal_compression", "off",
                // The mailboxes of a minute are more than the buffers hold, and sweeping them at
                // once keeps the disk from everyone's commits.
                "autovacuum_naptime", "15s",
                // Every statement is a look-up by key; a tenth of the sample tells enough of a
                // table that grows all day.
                "default_statistics_target", "10");
    }

    /**
     * A failed statement, its parameters and the row it met can hold personal data: the log gets
     * the error alone.
     */
    private static Map<String, String> discreet() {
        return Map.of(
                "log_min_error_statement", "panic",
                "log_error_verbosity", "terse",
                "log_parameter_max_length", "0",
                "log_parameter_max_length_on_error", "0");
    }
}
