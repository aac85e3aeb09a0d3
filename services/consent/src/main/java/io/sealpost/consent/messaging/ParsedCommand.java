package io.sealpost.consent.messaging;

import io.sealpost.consent.domain.LedgerCommand;
import io.sealpost.consent.domain.RefusalReason;

/** A command after its forms were checked. */
sealed interface ParsedCommand {

    /** Every field has its form. */
    record Valid(LedgerCommand command) implements ParsedCommand {}

    /** A field has a wrong form: the command concerns no ledger, and is refused. */
    record Invalid(RefusalReason reason) implements ParsedCommand {}
}
