package io.sealpost.encryption.domain;

import io.sealpost.hop.Decision;
import io.sealpost.hop.Outcome;
import io.sealpost.schemas.Reason;
import io.sealpost.seal.directory.SignedDeviceList;

/** What the directory decided about a command. */
public sealed interface DirectoryOutcome extends Outcome {

    /** The ticket is open: one device may redeem it. */
    record TicketIssued() implements DirectoryOutcome {
        @Override
        public String verdict() {
            return "TICKET_ISSUED";
        }
    }

    /** The device is in this list, the newest one. */
    record Enrolled(SignedDeviceList list) implements DirectoryOutcome {
        @Override
        public String verdict() {
            return "ENROLLED";
        }
    }

    /** Messages are sealed to the new prekey. */
    record PrekeysPublished() implements DirectoryOutcome {
        @Override
        public String verdict() {
            return "PREKEYS_PUBLISHED";
        }
    }

    /** The device is among the revoked ones of this list, the newest one. */
    record Revoked(SignedDeviceList list) implements DirectoryOutcome {
        @Override
        public String verdict() {
            return "REVOKED";
        }
    }

    /** Nothing changed. */
    record Refused(Reason why) implements DirectoryOutcome {
        @Override
        public String verdict() {
            return "REFUSED";
        }

        @Override
        public String reason() {
            return why.name();
        }
    }

    /** The decision that refuses a command and changes nothing. */
    static Decision<DirectoryOutcome, RecipientDirectory> refused(
            Reason why, RecipientDirectory known) {
        return Decision.recorded(new Refused(why), known);
    }
}
