package io.sealpost.consent.messaging;

import io.sealpost.consent.domain.RefusalReason;
import io.sealpost.schemas.Reason;

/** The symbol that each {@link RefusalReason} is published as. */
final class RefusalReasons {
    private RefusalReasons() {}

    static Reason avro(RefusalReason reason) {
        return switch (reason) {
            case BUSINESS_MISMATCH -> Reason.BUSINESS_MISMATCH;
            case BAD_REQUEST_ID -> Reason.BAD_REQUEST_ID;
            case TIME_OUT_OF_BOUNDS -> Reason.TIME_OUT_OF_BOUNDS;
            case BAD_RECIPIENT -> Reason.BAD_RECIPIENT;
            case BAD_PURPOSE -> Reason.BAD_PURPOSE;
            case UNKNOWN_CHANNEL -> Reason.UNKNOWN_CHANNEL;
            case BAD_EVIDENCE -> Reason.BAD_EVIDENCE;
            case EXPIRY_OUT_OF_BOUNDS -> Reason.EXPIRY_OUT_OF_BOUNDS;
            case NO_CONSENT -> Reason.NO_CONSENT;
            case WITHDRAWN -> Reason.WITHDRAWN;
            case BLOCKED -> Reason.BLOCKED;
            case CONSENT_EXPIRED -> Reason.CONSENT_EXPIRED;
        };
    }
}
