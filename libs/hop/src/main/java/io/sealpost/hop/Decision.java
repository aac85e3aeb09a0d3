package io.sealpost.hop;

/**
 * A pure decision: the outcome and the state that the next command of the same aggregate sees.
 *
 * @param <S> the aggregate's state
 */
public record Decision<S>(Outcome outcome, S next) {}
