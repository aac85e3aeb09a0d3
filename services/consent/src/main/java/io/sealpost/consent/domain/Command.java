package io.sealpost.consent.domain;

import io.sealpost.consent.domain.Grounds.Evidence;
import io.sealpost.seal.id.Channel;
import io.sealpost.seal.id.Purpose;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a business asks of the ledger, about one subject. */
public sealed interface Command {

    /** The person agreed. */
    record Grant(Scope scope, Evidence evidence, @Nullable Instant validUntil) implements Command {}

    /** The person no longer agrees: null is every purpose, and every channel. */
    record Withdraw(@Nullable Purpose purpose, @Nullable Channel channel) implements Command {}

    /** The person wants nothing from this business. */
    record Block() implements Command {}

    /** The person takes a block back. */
    record Unblock() implements Command {}
}
