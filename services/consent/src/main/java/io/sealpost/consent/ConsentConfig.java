package io.sealpost.consent;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The service's own settings. */
@ConfigMapping(prefix = "sealpost.consent")
public interface ConsentConfig {

    /** The time between two heartbeats; delivery stops pushing after 3 s without one. */
    @WithDefault("PT0.5S")
    Duration heartbeatEvery();

    /** The most addresses that one call may resolve. */
    @WithDefault("1000")
    int resolveAtMost();
}
