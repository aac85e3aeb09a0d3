package io.sealpost.cli.demo;

import java.util.UUID;

/** One line of {@code sent.jsonl}; the hash in hex. */
record SentLine(UUID messageId, String recipient, String sha256) {}
