package io.sealpost.ingest.messaging;

import io.sealpost.hop.Claim;
import io.sealpost.ingest.domain.BusinessAction;

/** One record of {@code business-commands}. */
record BusinessInput(Claim claim, BusinessAction action) {}
