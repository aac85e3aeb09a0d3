package io.sealpost.consent.messaging;

/**
 * The fields of a consent command that depend on its kind, as they were written; one class for each
 * Avro record. Its other half is a {@link io.sealpost.consent.domain.LedgerCommand}.
 */
sealed interface CommandFields permits GrantFields, WithdrawFields, BlockFields {

    /** The recipient, of any form. */
    String recipient();

    /** Adds every field in schema order. */
    void addTo(CommandDigest digest);

    /** Checks the form of every field but the recipient. */
    ParsedCommand parse();
}
