package io.sealpost.ingest.domain;

import io.sealpost.schemas.Reason;

/** What ingest decided of a send-request. */
public sealed interface Verdict {

    /** Consent is next. */
    record Accepted() implements Verdict {}

    /** The message ends here. */
    record Rejected(Reason reason) implements Verdict {}
}
