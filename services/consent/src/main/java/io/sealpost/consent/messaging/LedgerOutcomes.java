package io.sealpost.consent.messaging;

import io.sealpost.consent.domain.Change;
import io.sealpost.consent.domain.Refusal;
import io.sealpost.consent.domain.Ruling;
import io.sealpost.consent.domain.Ruling.Accepted;
import io.sealpost.consent.domain.Ruling.Refused;
import io.sealpost.consent.domain.Scope;
import io.sealpost.hop.Outcome;
import io.sealpost.seal.Canonical;
import io.sealpost.seal.CanonicalReader;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.Channel;
import io.sealpost.seal.id.Purpose;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A ruling as it is stored. Detail: lp(number of changes), then for each lp(kind), lp(purpose),
 * lp(channel), lp(version), lp(record hash); none for a refusal.
 */
final class LedgerOutcomes {
    static final String REFUSED = "COMMAND_REFUSED";
    private static final String NONE = "NONE";

    private LedgerOutcomes() {}

    static Outcome of(Ruling ruling, Instant now) {
        return switch (ruling) {
            case Refused refused -> refused(refused.why(), now);
            case Accepted accepted ->
                    new Outcome(
                            accepted.changes().getFirst().kind().name(),
                            NONE,
                            detail(accepted.changes()),
                            now);
        };
    }

    static Outcome refused(Refusal why, Instant now) {
        return new Outcome(REFUSED, why.name(), null, now);
    }

    /** Whether delivery must hear of it before it hears that consent is well. */
    static boolean recalls(Outcome outcome) {
        return outcome.verdict().equals(Change.Kind.WITHDRAWN.name())
                || outcome.verdict().equals(Change.Kind.BLOCKED.name());
    }

    static List<Change> changes(Outcome outcome) {
        byte[] detail = outcome.detail();
        if (detail == null) {
            return List.of();
        }
        CanonicalReader reader = new CanonicalReader(detail);
        long count = number(reader);
        List<Change> changes = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            changes.add(change(reader));
        }
        reader.end();
        return changes;
    }

    private static byte[] detail(List<Change> changes) {
        Canonical detail = Canonical.unlabelled().number(changes.size());
        for (Change change : changes) {
            Scope scope = change.scope();
            detail.symbol(change.kind())
                    .text(scope == null ? null : scope.purpose().value())
                    .symbol(scope == null ? null : scope.channel())
                    .number(change.version())
                    .hash(change.hash());
        }
        return detail.toArray();
    }

    private static Change change(CanonicalReader reader) {
        Change.Kind kind = Change.Kind.valueOf(reader.text());
        String purpose = reader.text();
        String channel = reader.text();
        long version = number(reader);
        byte[] hash = reader.bytes();
        return new Change(
                kind,
                purpose.isEmpty()
                        ? null
                        : new Scope(new Purpose(purpose), Channel.valueOf(channel)),
                version,
                hash.length == 0 ? null : Sha256.from(hash));
    }

    private static long number(CanonicalReader reader) {
        return ByteBuffer.wrap(reader.bytes()).getLong();
    }
}
