package io.sealpost.ingest.domain;

import io.sealpost.ingest.domain.BusinessAction.Register;
import io.sealpost.ingest.domain.BusinessAction.Resume;
import io.sealpost.ingest.domain.BusinessAction.Suspend;
import io.sealpost.ingest.domain.BusinessOutcome.Changed;
import io.sealpost.ingest.domain.BusinessOutcome.Unchanged;
import io.sealpost.ingest.domain.BusinessOutcome.UnknownBusiness;
import io.sealpost.ingest.domain.BusinessState.Registered;
import io.sealpost.ingest.domain.BusinessState.Status;
import io.sealpost.ingest.domain.BusinessState.Unknown;
import java.time.Instant;

/** Decides what becomes of a business. Pure. An action that changes nothing makes no version. */
public final class BusinessDecider {

    private BusinessDecider() {}

    /** The outcome of one action. */
    public static BusinessOutcome decide(
            BusinessState business, BusinessAction action, Instant now) {
        return switch (business) {
            case Unknown _ ->
                    switch (action) {
                        case Register register -> new Changed(first(register, now));
                        case Suspend _, Resume _ -> new UnknownBusiness();
                    };
            case Registered known -> {
                Registered next = next(known, action, now);
                yield next.equals(known) ? new Unchanged(known) : new Changed(next);
            }
        };
    }

    private static Registered first(Register register, Instant now) {
        return new Registered(register.business(), 1, Status.ACTIVE, register.details(), now);
    }

    private static Registered next(Registered known, BusinessAction action, Instant now) {
        return switch (action) {
            case Register register -> registeredAgain(known, register, now);
            case Suspend _ -> with(Status.SUSPENDED, known, now);
            case Resume _ -> with(Status.ACTIVE, known, now);
        };
    }

    /** Registering again does not lift a suspension. */
    private static Registered registeredAgain(Registered known, Register register, Instant now) {
        return known.details().equals(register.details())
                ? known
                : known.changed(known.status(), register.details(), now);
    }

    private static Registered with(Status status, Registered known, Instant now) {
        return known.status() == status ? known : known.changed(status, known.details(), now);
    }
}
