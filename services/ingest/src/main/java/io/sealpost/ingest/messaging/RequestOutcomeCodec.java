package io.sealpost.ingest.messaging;

import io.sealpost.hop.OutcomeCodec;
import io.sealpost.ingest.domain.RequestOutcome;
import io.sealpost.ingest.domain.RequestOutcome.Accepted;
import io.sealpost.ingest.domain.RequestOutcome.Rejected;
import io.sealpost.schemas.Reason;
import io.sealpost.seal.Canonical;
import io.sealpost.seal.CanonicalReader;
import io.sealpost.seal.Sha256;

/** Version 1: lp(copy) ‖ lp(reason); a request that was accepted has the reason NONE. */
final class RequestOutcomeCodec extends OutcomeCodec<RequestOutcome> {

    RequestOutcomeCodec() {
        super(1);
    }

    @Override
    protected byte[] write(RequestOutcome outcome) {
        Reason reason =
                switch (outcome) {
                    case Accepted _ -> Reason.NONE;
                    case Rejected rejected -> rejected.why();
                };
        return Canonical.unlabelled().hash(outcome.copy()).symbol(reason).toArray();
    }

    @Override
    protected RequestOutcome read(int version, byte[] fields) {
        CanonicalReader reader = new CanonicalReader(fields);
        Sha256 copy = Sha256.from(reader.bytes());
        Reason reason = Reason.valueOf(reader.text());
        reader.end();
        return reason == Reason.NONE ? new Accepted(copy) : new Rejected(reason, copy);
    }
}
