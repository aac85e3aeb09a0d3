package io.sealpost.ingest.domain;

import io.sealpost.ingest.domain.Business.Details;
import io.sealpost.seal.id.BusinessId;

/** What an operator asks about a business. */
public sealed interface BusinessCommand {

    BusinessId business();

    /** Make it known, or set its modes and keys. */
    record Register(BusinessId business, Details details) implements BusinessCommand {}

    /** Take no more of its requests. */
    record Suspend(BusinessId business) implements BusinessCommand {}

    /** Take its requests again. */
    record Resume(BusinessId business) implements BusinessCommand {}
}
