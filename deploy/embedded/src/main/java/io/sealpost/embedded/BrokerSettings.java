package io.sealpost.embedded;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The settings of a broker.
 *
 * @param access whether clients must log in
 * @param port the preferred port for clients at the first start; 0 for any free port
 * @param heap the JVM's maximum heap, such as {@code 320m}
 * @param overrides lines of {@code server.properties} that replace the built-in ones
 * @param launcher words before the broker's command, such as {@code nice} or {@code nsenter} with
 *     their arguments; the launcher must replace itself by the broker (exec)
 */
public record BrokerSettings(
        Access access,
        int port,
        String heap,
        Map<String, String> overrides,
        List<String> launcher) {

    /** Who may do what at the broker. */
    public enum Access {
        /** SCRAM users, and nothing allowed without an ACL. */
        SECURED,
        /** No login, everything allowed: for tests that are not about access. */
        OPEN
    }

    public BrokerSettings {
        overrides = Map.copyOf(overrides);
        launcher = List.copyOf(launcher);
    }

    public static BrokerSettings secured() {
        return new BrokerSettings(Access.SECURED, 0, "320m", Map.of(), List.of());
    }

    public static BrokerSettings open() {
        return new BrokerSettings(Access.OPEN, 0, "320m", Map.of(), List.of());
    }

    public BrokerSettings withPort(int preferred) {
        return new BrokerSettings(access, preferred, heap, overrides, launcher);
    }

    public BrokerSettings withHeap(String maximum) {
        return new BrokerSettings(access, port, maximum, overrides, launcher);
    }

    /** With one more line of {@code server.properties}. */
    public BrokerSettings with(String key, String value) {
        Map<String, String> more = new HashMap<>(overrides);
        more.put(key, value);
        return new BrokerSettings(access, port, heap, more, launcher);
    }

    /** With other words before the broker's command. */
    public BrokerSettings launchedBy(List<String> words) {
        return new BrokerSettings(access, port, heap, overrides, words);
    }
}
