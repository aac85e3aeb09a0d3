package io.sealpost.audit.store;

import io.sealpost.tlog.Hash;

/** The log's stored size and root. Only a head that was read from its row is signed. */
public record LogHead(long size, Hash root) {}
