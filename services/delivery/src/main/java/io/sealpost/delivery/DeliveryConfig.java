package io.sealpost.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** The configuration of delivery. */
@ConfigMapping(prefix = "sealpost.delivery")
public interface DeliveryConfig {

    /** The origin that devices connect to and sign: {@code scheme://host:port}. */
    @WithDefault("http://127.0.0.1:7504")
    URI origin();

    /** How old consent's pulse may be for a push to start. */
    @WithDefault("3s")
    Duration maxPulseAge();

    /** How long a push may be unanswered before SENT is published by itself. */
    @WithDefault("1s")
    Duration sentAfter();

    /** How often the mailboxes of connected devices are read without a wake. */
    @WithDefault("30s")
    Duration rereadEvery();

    /** How often messages that have ended are searched for. */
    @WithDefault("5s")
    Duration sweepEvery();

    /** How long a device may take to answer the challenge. */
    @WithDefault("10s")
    Duration challengeTimeout();
}
