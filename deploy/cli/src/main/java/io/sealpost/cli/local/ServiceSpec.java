package io.sealpost.cli.local;

import java.util.List;
import java.util.Map;

/**
 * What differs between the five services when they run here.
 *
 * @param port the HTTP port it prefers
 * @param heap its greatest heap
 * @param settings its own settings, beside those that all have; {@code %s} is the state folder
 */
public record ServiceSpec(String name, int port, String heap, Map<String, String> settings) {

    /** The five, in the order a message meets them. */
    public static final List<ServiceSpec> ALL =
            List.of(
                    new ServiceSpec("ingest", 7501, "256m", Map.of()),
                    new ServiceSpec("consent", 7502, "256m", Map.of()),
                    new ServiceSpec("encryption", 7503, "320m", Map.of()),
                    new ServiceSpec("delivery", 7504, "320m", Map.of()),
                    new ServiceSpec("retention-audit", 7505, "256m", Map.of()));

    /** The database and its role. */
    String database() {
        return name.replace('-', '_');
    }
}
