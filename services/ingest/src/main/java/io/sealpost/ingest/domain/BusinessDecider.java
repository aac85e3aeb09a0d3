package io.sealpost.ingest.domain;

import io.sealpost.ingest.domain.Business.Registered;
import io.sealpost.ingest.domain.Business.Status;
import io.sealpost.ingest.domain.Business.Unknown;
import io.sealpost.ingest.domain.BusinessCommand.Register;
import io.sealpost.ingest.domain.BusinessCommand.Resume;
import io.sealpost.ingest.domain.BusinessCommand.Suspend;
import java.time.Instant;

/** Decides what becomes of a business. Pure. A command that changes nothing makes no version. */
public final class BusinessDecider {

    private BusinessDecider() {}

    /** The business after the command; the same object where nothing changes. */
    public static Business decide(Business business, BusinessCommand command, Instant now) {
        return switch (business) {
            case Unknown unknown ->
                    switch (command) {
                        case Register register -> first(register, now);
                        case Suspend _, Resume _ -> unknown;
                    };
            case Registered known ->
                    switch (command) {
                        case Register register -> registeredAgain(known, register, now);
                        case Suspend _ -> with(Status.SUSPENDED, known, now);
                        case Resume _ -> with(Status.ACTIVE, known, now);
                    };
        };
    }

    private static Registered first(Register register, Instant now) {
        return new Registered(register.business(), 1, Status.ACTIVE, register.details(), now);
    }

    /** Registering is no way round a suspension. */
    private static Registered registeredAgain(Registered known, Register register, Instant now) {
        return known.details().equals(register.details())
                ? known
                : known.changed(known.status(), register.details(), now);
    }

    private static Registered with(Status status, Registered known, Instant now) {
        return known.status() == status ? known : known.changed(status, known.details(), now);
    }
}
