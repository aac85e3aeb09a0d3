package io.sealpost.kms;

/**
 * A stored key was wrapped by another key-encryption key: the keyset file or the database is the
 * wrong one. The caller must not wrap anything new with this KEK, because the right KEK would not
 * unwrap it.
 */
public final class WrongKek extends IllegalStateException {
    private static final long serialVersionUID = 1;

    /**
     * @param what the kind of key that was not unwrapped, such as "gateway key"
     */
    public WrongKek(String what) {
        super("this key-encryption key did not wrap the stored " + what);
    }
}
