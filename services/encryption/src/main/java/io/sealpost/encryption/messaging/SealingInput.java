package io.sealpost.encryption.messaging;

import io.sealpost.encryption.sealing.SealRequest;
import io.sealpost.encryption.sealing.SealingOutcome;
import io.sealpost.hop.Claim;
import io.sealpost.schemas.ClearedMessage;
import java.util.Optional;

/**
 * A cleared message on its way through the sealing station.
 *
 * @param request what to open and seal; empty where the outcome follows from the record alone
 * @param outcome empty before the message is sealed, and for a message that was decided in an
 *     earlier batch
 */
record SealingInput(
        ClearedMessage cleared,
        Claim claim,
        Optional<SealRequest> request,
        Optional<SealingOutcome> outcome) {

    static SealingInput toSeal(ClearedMessage cleared, Claim claim, SealRequest request) {
        return new SealingInput(cleared, claim, Optional.of(request), Optional.empty());
    }

    static SealingInput decided(ClearedMessage cleared, Claim claim, SealingOutcome outcome) {
        return new SealingInput(cleared, claim, Optional.empty(), Optional.of(outcome));
    }

    SealingInput with(SealingOutcome sealed) {
        return new SealingInput(cleared, claim, request, Optional.of(sealed));
    }
}
