package io.sealpost.encryption;

import io.sealpost.encryption.domain.EpochTimes;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** What can be set, with its units; a value that breaks a promise stops the start. */
@ConfigMapping(prefix = "sealpost.encryption")
public interface EncryptionConfig {

    /** Threads that open and seal; as many as cores. */
    @WithDefault("2")
    int sealingThreads();

    /** How long a business record is valid. */
    @WithDefault("P3650D")
    Duration businessRecordValidity();

    /** Where devices connect: the scheme, host and port of delivery, as they see it. */
    @WithDefault("http://127.0.0.1:7504")
    URI deliveryOrigin();

    /** The gateway's epochs. */
    Epoch epoch();

    /** The times of gateway epochs (SEALING, "Keys"). */
    interface Epoch {
        /** Producers seal sessions to an epoch for this long. */
        @WithDefault("1h")
        Duration sealFor();

        /** The next epoch is there this long before the last one's end. */
        @WithDefault("15m")
        Duration overlap();

        /** The age at which the private key is destroyed. */
        @WithDefault("48h")
        Duration destroyAfter();

        /** The longest that a message may wait before it is sealed: not_before. */
        @WithDefault("36h")
        Duration longestHold();

        /** What a backlog may add to that. */
        @WithDefault("6h")
        Duration margin();

        default EpochTimes times() {
            return new EpochTimes(
                    sealFor(), overlap(), destroyAfter(), longestHold().plus(margin()));
        }
    }
}
