package io.sealpost.cli.demo;

import java.util.UUID;

/**
 * One line of {@code sent.jsonl}.
 *
 * @param sha256 of the content, in hex
 */
record SentMessageEntry(UUID messageId, String recipient, String sha256) {}
