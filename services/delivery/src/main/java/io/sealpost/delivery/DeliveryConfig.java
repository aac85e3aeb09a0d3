package io.sealpost.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** Delivery's settings. */
@ConfigMapping(prefix = "sealpost.delivery")
public interface DeliveryConfig {

    /** What devices connect to, as they sign it: {@code scheme://host:port}. */
    @WithDefault("http://127.0.0.1:7504")
    URI origin();

    /** How old the sign that consent lives may be for a push to start. */
    @WithDefault("3s")
    Duration consentFresh();

    /** How long a push may stay without an answer before SENT is told by itself. */
    @WithDefault("1s")
    Duration sentAfter();

    /** How often the mailboxes of connected devices are read without a wake. */
    @WithDefault("30s")
    Duration rereadEvery();

    /** How often messages past their time are looked for. */
    @WithDefault("5s")
    Duration sweepEvery();

    /** How long a challenge is good for. */
    @WithDefault("10s")
    Duration challenge();
}
