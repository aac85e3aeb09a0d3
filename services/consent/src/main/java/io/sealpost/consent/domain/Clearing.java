package io.sealpost.consent.domain;

import io.sealpost.seal.Sha256;

/** Whether one message may be sent. */
public sealed interface Clearing {

    /** Yes, under this version of this record. */
    record Cleared(Sha256 record, long version) implements Clearing {}

    /** No, and why. */
    record Refused(Refusal why) implements Clearing {}
}
