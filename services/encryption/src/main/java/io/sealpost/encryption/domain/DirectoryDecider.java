package io.sealpost.encryption.domain;

import io.sealpost.hop.Decision;
import io.sealpost.schemas.Reason;
import java.time.Instant;

/**
 * Decides about the devices of a recipient (docs/sealing.md, Device list and Ticket). Pure: the
 * same directory, command and instant give the same outcome. Ed25519 is deterministic, so a signed
 * list is the same too.
 */
public final class DirectoryDecider {
    private DirectoryDecider() {}

    public static Decision<DirectoryOutcome, RecipientDirectory> decide(
            RecipientDirectory known, DirectoryCommand command, Instant now) {
        return known.gatewayKey() == null
                ? DirectoryOutcome.refused(Reason.UNKNOWN_BUSINESS, known)
                : command.decide(known, now);
    }
}
