package io.sealpost.consent.domain;

/** What a message asks of the ledger. */
public record Question(Subject subject, Scope scope) {}
