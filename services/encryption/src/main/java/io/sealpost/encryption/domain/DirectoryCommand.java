package io.sealpost.encryption.domain;

import io.sealpost.hop.Decision;
import io.sealpost.seal.Sha256;
import java.time.Instant;
import java.util.UUID;

/**
 * A command to the directory. Each kind is one class that holds everything about it: whose
 * directory it changes, its form (the constructor throws {@link IllegalArgumentException}), its
 * digest and its decision.
 */
public sealed interface DirectoryCommand
        permits IssueTicket, EnrolDevice, PublishPrekeys, RevokeDevice {

    UUID id();

    /** Whose directory it changes. */
    RecipientRef owner();

    /** What makes two commands with one id the same (docs/design.md §2, Sameness). */
    Sha256 digest();

    /** Called by {@link DirectoryDecider} for a business that has a gateway key. Pure. */
    Decision<DirectoryOutcome, RecipientDirectory> decide(RecipientDirectory known, Instant now);
}
