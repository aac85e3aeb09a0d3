package io.sealpost.wire;

import io.sealpost.schemas.DeadLetterReason;

/** The result of decoding one record's value. */
public sealed interface Decoded<T> {

    /** The value was decoded. */
    record Value<T>(T value) implements Decoded<T> {}

    /** The bytes are not such a record. The reason is typed and never quotes them. */
    record Undecodable<T>(DeadLetterReason reason) implements Decoded<T> {}
}
