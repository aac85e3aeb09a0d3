package io.sealpost.delivery.steps;

import io.sealpost.delivery.domain.MailboxItem;
import io.sealpost.delivery.domain.MessageKey;
import io.sealpost.delivery.domain.Step;
import io.sealpost.hop.Claim;
import java.util.List;

/**
 * One step.
 *
 * @param items of SEALED: one for the mailbox of each device
 */
record StepInput(Claim claim, MessageKey key, Step step, List<MailboxItem> items) {}
