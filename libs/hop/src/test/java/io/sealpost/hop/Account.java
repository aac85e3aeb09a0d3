package io.sealpost.hop;

/**
 * The test's aggregate.
 *
 * @param deposits how many have been made
 */
record Account(long balance, long deposits) {

    Account plus(long amount) {
        return new Account(balance + amount, deposits + 1);
    }
}
