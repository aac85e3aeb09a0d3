package io.sealpost.ingest.messaging;

import io.sealpost.hop.Claim;
import io.sealpost.ingest.domain.BusinessCommand;

/** One record of {@code business-commands}. */
record BusinessInput(Claim claim, BusinessCommand command) {}
