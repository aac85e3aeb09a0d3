package io.sealpost.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** The settings of this service. */
@ConfigMapping(prefix = "sealpost.audit")
public interface AuditConfig {

    /**
     * The folder of the log's keys: {@code log.skey} (mode 0600, created at the first start) and
     * {@code log.vkey}.
     */
    Path keys();

    /** The folder that the log is published to: tiles, entry bundles and {@code checkpoint}. */
    Path directory();

    /** The log's name in its checkpoints and its key. It must not change once the log has a key. */
    @WithDefault("sealpost.local/log")
    String origin();

    /** The least time between two checkpoints. */
    @WithDefault("PT1S")
    Duration checkpointInterval();

    /** The longest time that a record waits at the broker for others to share its transaction. */
    @WithDefault("PT0.2S")
    Duration gather();

    /** The largest number of records in one transaction. */
    @WithDefault("2000")
    int batch();

    /** The number of unwrapped subject audit keys kept in memory, about 250 bytes each. */
    @WithDefault("50000")
    int subjectKeyCache();
}
