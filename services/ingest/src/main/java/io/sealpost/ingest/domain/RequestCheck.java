package io.sealpost.ingest.domain;

import io.sealpost.ingest.domain.BusinessState.Registered;
import io.sealpost.schemas.Reason;
import io.sealpost.seal.id.Mode;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** One fault that a request can have, and the reason it is rejected with. */
record RequestCheck(Reason reason, Fault fault) {

    /** Whether the request has the fault. */
    interface Fault {
        boolean in(BusinessState business, Request request, Set<Mode> allowedModes);
    }

    /** A fault of the request alone. */
    static RequestCheck of(Reason reason, Predicate<Request> fault) {
        return new RequestCheck(reason, (business, request, allowedModes) -> fault.test(request));
    }

    /** A fault that depends on the registered business. */
    static RequestCheck of(Reason reason, BiPredicate<Registered, Request> fault) {
        return new RequestCheck(
                reason,
                (business, request, allowedModes) ->
                        business instanceof Registered known && fault.test(known, request));
    }

    boolean fails(BusinessState business, Request request, Set<Mode> allowedModes) {
        return fault.in(business, request, allowedModes);
    }
}
