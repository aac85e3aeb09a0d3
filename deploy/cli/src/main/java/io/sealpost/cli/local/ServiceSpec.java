package io.sealpost.cli.local;

import java.util.List;
import java.util.Map;

/**
 * How one of the five services runs here.
 *
 * @param port the preferred HTTP port
 * @param heap the maximum heap
 * @param settings environment variables of this service alone
 */
public record ServiceSpec(String name, int port, String heap, Map<String, String> settings) {

    /** The five services in the order in which a message passes them. */
    public static final List<ServiceSpec> ALL =
            List.of(
                    new ServiceSpec("ingest", 7501, "256m", Map.of()),
                    new ServiceSpec("consent", 7502, "256m", Map.of()),
                    new ServiceSpec("encryption", 7503, "320m", Map.of()),
                    new ServiceSpec("delivery", 7504, "320m", Map.of()),
                    new ServiceSpec("retention-audit", 7505, "256m", Map.of()));

    /** The name of the service's database and of its role. */
    String database() {
        return name.replace('-', '_');
    }
}
