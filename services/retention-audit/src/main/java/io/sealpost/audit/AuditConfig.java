package io.sealpost.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** What can be set, with its units. */
@ConfigMapping(prefix = "sealpost.audit")
public interface AuditConfig {

    /**
     * The folder of the log's keys: {@code log.skey} (0600, made at first start), {@code log.vkey}.
     */
    Path keys();

    /** The folder the log is published to: tiles, entries and {@code checkpoint}. */
    Path directory();

    /** The log's name, in its checkpoints and its key; never changes once the log has a key. */
    @WithDefault("sealpost.local/log")
    String origin();

    /** The shortest time between two checkpoints. */
    @WithDefault("PT1S")
    Duration checkpointInterval();

    /** The longest a record may wait at the broker for others to share a transaction with. */
    @WithDefault("PT0.2S")
    Duration gather();

    /** Records a transaction takes at most. */
    @WithDefault("2000")
    int batch();

    /** Unwrapped subject audit keys kept in memory, about 250 bytes each. */
    @WithDefault("50000")
    int subjectKeyCache();
}
