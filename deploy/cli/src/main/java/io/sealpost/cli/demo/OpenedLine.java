package io.sealpost.cli.demo;

import java.util.UUID;

/** One line of an {@code opened-*.jsonl}; the hash in hex. */
record OpenedLine(UUID messageId, String device, String sha256) {}
