package io.sealpost.ingest;

import io.sealpost.seal.id.Mode;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Set;

/** Ingest's settings. */
@ConfigMapping(prefix = "sealpost.ingest")
public interface IngestConfig {

    /**
     * The modes that any business of this deployment may use at most: {@code SENDER} alone keeps
     * content from the operator altogether.
     */
    @WithDefault("SENDER,GATEWAY")
    Set<Mode> modes();
}
