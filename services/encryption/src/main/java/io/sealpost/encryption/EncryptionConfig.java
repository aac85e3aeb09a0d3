package io.sealpost.encryption;

import io.sealpost.encryption.domain.EpochTimes;
import io.sealpost.seal.id.RequestBounds;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** The service's settings, with their units. The service does not start with an unsafe value. */
@ConfigMapping(prefix = "sealpost.encryption")
public interface EncryptionConfig {

    /** The number of threads that open and seal; best as many as cores. */
    @WithDefault("2")
    int sealingThreads();

    /** How long a business record is valid. */
    @WithDefault("P3650D")
    Duration businessRecordValidity();

    /** Where devices connect: the scheme, host and port of delivery, as devices see them. */
    @WithDefault("http://127.0.0.1:7504")
    URI deliveryOrigin();

    /** The gateway's epochs. */
    Epoch epoch();

    /** The times of gateway epochs (docs/sealing.md, Keys). */
    interface Epoch {
        /** How long producers seal sessions to an epoch. */
        @WithDefault("1h")
        Duration sealFor();

        /** How long before the end of that time the next epoch is published. */
        @WithDefault("15m")
        Duration overlap();

        /** The age at which the private key is destroyed. */
        @WithDefault("48h")
        Duration destroyAfter();

        /** How long a backlog may delay a message, beyond the longest hold of a request. */
        @WithDefault("6h")
        Duration margin();

        default EpochTimes times() {
            Duration maxWait = RequestBounds.MAX_HOLD.plus(margin());
            return new EpochTimes(sealFor(), overlap(), destroyAfter(), maxWait);
        }
    }
}
