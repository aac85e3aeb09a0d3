package io.sealpost.kms;

/**
 * A row was wrapped by another key-encryption key: the wrong file, or another's database. Whoever
 * meets it must wrap nothing new beside that row: with the right key back, it would be lost.
 */
public final class WrongKek extends IllegalStateException {
    private static final long serialVersionUID = 1;

    /**
     * @param what was to be unwrapped, a kind of key
     */
    public WrongKek(String what) {
        super("the key-encryption key does not unwrap the " + what);
    }
}
