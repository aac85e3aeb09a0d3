package io.sealpost.ingest.domain;

import io.sealpost.ingest.domain.Business.Registered;
import io.sealpost.schemas.Reason;
import io.sealpost.seal.id.Mode;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** One thing a request may be refused for, and its reason. */
record Check(Reason reason, Fault fault) {

    /** Whether something is wrong. */
    interface Fault {
        boolean in(Business business, Request request, Set<Mode> allowed);
    }

    /** A fault of the request alone. */
    static Check of(Reason reason, Predicate<Request> fault) {
        return new Check(reason, (business, request, allowed) -> fault.test(request));
    }

    /** A fault between a registered business and its request. */
    static Check of(Reason reason, BiPredicate<Registered, Request> fault) {
        return new Check(
                reason,
                (business, request, allowed) ->
                        business instanceof Registered known && fault.test(known, request));
    }

    boolean fails(Business business, Request request, Set<Mode> allowed) {
        return fault.in(business, request, allowed);
    }
}
