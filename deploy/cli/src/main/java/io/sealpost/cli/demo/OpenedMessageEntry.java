package io.sealpost.cli.demo;

import java.util.UUID;

/**
 * One line of an {@code opened-*.jsonl}.
 *
 * @param sha256 of the content, in hex
 */
record OpenedMessageEntry(UUID messageId, String device, String sha256) {}
