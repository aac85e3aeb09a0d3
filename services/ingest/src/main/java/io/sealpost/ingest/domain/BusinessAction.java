package io.sealpost.ingest.domain;

import io.sealpost.ingest.domain.BusinessState.Details;
import io.sealpost.seal.id.BusinessId;

/** What an operator commands about a business. */
public sealed interface BusinessAction {

    BusinessId business();

    /** Register the business, or set its modes and keys. */
    record Register(BusinessId business, Details details) implements BusinessAction {}

    /** Reject the requests of the business from now on. */
    record Suspend(BusinessId business) implements BusinessAction {}

    /** Accept the requests of the business again. */
    record Resume(BusinessId business) implements BusinessAction {}
}
