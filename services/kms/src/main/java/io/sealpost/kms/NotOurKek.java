package io.sealpost.encryption.keys;

/** A row was wrapped by another key-encryption key: the wrong file, or another's database. */
public final class NotOurKek extends IllegalStateException {
    private static final long serialVersionUID = 1;

    NotOurKek(String what) {
        super("the key-encryption key does not unwrap the " + what);
    }
}
