package io.sealpost.delivery.messaging;

import io.sealpost.delivery.domain.MailboxItem;
import io.sealpost.delivery.domain.MessageKey;
import io.sealpost.delivery.domain.Step;
import io.sealpost.hop.Claim;
import java.util.List;

/** One decoded step; SEALED brings an item for each device's mailbox. */
record StepInput(Claim claim, MessageKey key, Step step, List<MailboxItem> items) {}
