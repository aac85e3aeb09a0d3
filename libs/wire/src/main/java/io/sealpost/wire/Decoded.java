package io.sealpost.wire;

import io.sealpost.schemas.DeadLetterReason;

/** What the bytes of one record turned out to be. */
public sealed interface Decoded<T> {

    /** A whole record. */
    record Value<T>(T value) implements Decoded<T> {}

    /** Bytes that are no such record; the reason never quotes them. */
    record Undecodable<T>(DeadLetterReason reason) implements Decoded<T> {}
}
