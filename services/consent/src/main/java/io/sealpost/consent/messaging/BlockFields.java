package io.sealpost.consent.messaging;

import io.sealpost.consent.domain.LedgerCommand;
import io.sealpost.consent.messaging.ParsedCommand.Valid;
import io.sealpost.schemas.Block;

/**
 * The fields of BLOCK and of UNBLOCK: only a recipient.
 *
 * @param command which of the two
 */
record BlockFields(Block block, LedgerCommand command) implements CommandFields {

    @Override
    public String recipient() {
        return block.getRecipient();
    }

    @Override
    public void addTo(CommandDigest digest) {
        digest.text(block.getRecipient());
    }

    @Override
    public ParsedCommand parse() {
        return new Valid(command);
    }
}
