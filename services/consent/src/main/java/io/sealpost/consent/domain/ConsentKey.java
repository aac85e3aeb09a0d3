package io.sealpost.consent.domain;

/** The consent that one message needs. */
public record ConsentKey(Subject subject, ConsentScope scope) {}
