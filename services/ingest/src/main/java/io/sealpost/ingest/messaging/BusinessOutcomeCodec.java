package io.sealpost.ingest.messaging;

import io.sealpost.hop.OutcomeCodec;
import io.sealpost.ingest.domain.BusinessOutcome;
import io.sealpost.ingest.domain.BusinessOutcome.Changed;
import io.sealpost.ingest.domain.BusinessOutcome.Unchanged;
import io.sealpost.ingest.domain.BusinessOutcome.UnknownBusiness;
import io.sealpost.ingest.domain.BusinessState.Details;
import io.sealpost.ingest.domain.BusinessState.Registered;
import io.sealpost.ingest.domain.BusinessState.Status;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Canonical;
import io.sealpost.seal.CanonicalReader;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Mode;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Version 1: lp(kind), then for CHANGED and UNCHANGED the state: lp(business), lp(version),
 * lp(status), lp(changed at), lp(business key), lp(producer key), lp(number of modes), and lp(mode)
 * for each.
 */
final class BusinessOutcomeCodec extends OutcomeCodec<BusinessOutcome> {

    private enum Kind {
        CHANGED,
        UNCHANGED,
        UNKNOWN_BUSINESS
    }

    BusinessOutcomeCodec() {
        super(1);
    }

    @Override
    protected byte[] write(BusinessOutcome outcome) {
        return switch (outcome) {
            case Changed(Registered state) -> write(Kind.CHANGED, state);
            case Unchanged(Registered state) -> write(Kind.UNCHANGED, state);
            case UnknownBusiness() -> kind(Kind.UNKNOWN_BUSINESS).toArray();
        };
    }

    private static Canonical kind(Kind kind) {
        return Canonical.unlabelled().symbol(kind);
    }

    private static byte[] write(Kind kind, Registered state) {
        Details details = state.details();
        Canonical fields =
                kind(kind)
                        .text(state.id().value())
                        .number(state.version())
                        .symbol(state.status())
                        .time(state.changedAt())
                        .bytes(details.businessKey())
                        .bytes(details.producerKey())
                        .number((long) details.modes().size());
        details.modes().stream().sorted().forEach(fields::symbol);
        return fields.toArray();
    }

    @Override
    protected BusinessOutcome read(int version, byte[] fields) {
        CanonicalReader reader = new CanonicalReader(fields);
        BusinessOutcome outcome =
                switch (Kind.valueOf(reader.text())) {
                    case CHANGED -> new Changed(state(reader));
                    case UNCHANGED -> new Unchanged(state(reader));
                    case UNKNOWN_BUSINESS -> new UnknownBusiness();
                };
        reader.end();
        return outcome;
    }

    private static Registered state(CanonicalReader reader) {
        BusinessId business = new BusinessId(reader.text());
        long version = reader.number();
        Status status = Status.valueOf(reader.text());
        Instant changedAt = reader.time();
        Bytes businessKey = key(reader);
        Bytes producerKey = key(reader);
        Set<Mode> modes = EnumSet.noneOf(Mode.class);
        for (long left = reader.number(); left > 0; left--) {
            modes.add(Mode.valueOf(reader.text()));
        }
        Details details = new Details(modes, businessKey, producerKey);
        return new Registered(business, version, status, details, changedAt);
    }

    private static @Nullable Bytes key(CanonicalReader reader) {
        byte[] key = reader.bytes();
        return key.length == 0 ? null : Bytes.owned(key);
    }
}
