package io.sealpost.consent;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What an operator may set, besides connections. */
@ConfigMapping(prefix = "sealpost.consent")
public interface ConsentConfig {

    /** How often a heartbeat is due; delivery stops pushing after 3 s without one. */
    @WithDefault("PT0.5S")
    Duration heartbeatEvery();

    /** How many addresses one call may resolve. */
    @WithDefault("1000")
    int resolveAtMost();
}
