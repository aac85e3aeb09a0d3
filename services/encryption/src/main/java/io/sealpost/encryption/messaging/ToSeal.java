package io.sealpost.encryption.messaging;

import io.sealpost.encryption.sealing.Letter;
import io.sealpost.encryption.sealing.Sealing;
import io.sealpost.schemas.ClearedMessage;
import java.util.Optional;

/**
 * A cleared message on its way through the sealing hop.
 *
 * @param letter empty for what cannot be sealed here: SENDER messages
 * @param sealing what came of it in this run; empty where it was decided in an earlier one
 */
record ToSeal(ClearedMessage cleared, Optional<Letter> letter, Optional<Sealing> sealing) {

    ToSeal with(Sealing done) {
        return new ToSeal(cleared, letter, Optional.of(done));
    }
}
