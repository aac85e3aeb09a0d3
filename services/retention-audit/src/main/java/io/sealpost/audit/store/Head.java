package io.sealpost.audit.store;

import io.sealpost.tlog.Hash;

/** The log's stored size and root. Only what is read from its row is ever signed. */
public record Head(long size, Hash root) {}
