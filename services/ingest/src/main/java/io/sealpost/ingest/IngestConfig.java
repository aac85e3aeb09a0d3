package io.sealpost.ingest;

import io.sealpost.seal.id.Mode;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Set;

/** Ingest's settings. */
@ConfigMapping(prefix = "sealpost.ingest")
public interface IngestConfig {

    /**
     * The modes that this deployment allows; a business may be allowed fewer. With {@code SENDER}
     * alone, the operator can read no content.
     */
    @WithDefault("SENDER,GATEWAY")
    Set<Mode> modes();
}
