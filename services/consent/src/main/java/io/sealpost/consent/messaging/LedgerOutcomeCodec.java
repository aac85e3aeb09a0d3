package io.sealpost.consent.messaging;

import io.sealpost.consent.domain.ConsentChange;
import io.sealpost.consent.domain.ConsentScope;
import io.sealpost.consent.domain.LedgerOutcome;
import io.sealpost.consent.domain.LedgerOutcome.Accepted;
import io.sealpost.consent.domain.LedgerOutcome.Refused;
import io.sealpost.consent.domain.RefusalReason;
import io.sealpost.hop.OutcomeCodec;
import io.sealpost.seal.Canonical;
import io.sealpost.seal.CanonicalReader;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.Channel;
import io.sealpost.seal.id.Purpose;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stores what came of commands. Version 1 is one of
 *
 * <pre>
 * lp(u8 1) ‖ lp(u64 number of changes) ‖ for each change:
 *   lp(u8 kind) ‖ lp(purpose or absent) ‖ lp(u8 channel or absent) ‖ lp(u64 version) ‖ lp(record hash or absent)
 * lp(u8 2) ‖ lp(u8 refusal reason)
 * </pre>
 */
final class LedgerOutcomeCodec extends OutcomeCodec<LedgerOutcome> {
    private static final int VERSION = 1;
    private static final int ACCEPTED = 1;
    private static final int REFUSED = 2;

    LedgerOutcomeCodec() {
        super(VERSION);
    }

    @Override
    protected byte[] write(LedgerOutcome outcome) {
        return switch (outcome) {
            case Accepted(List<ConsentChange> changes) -> accepted(changes);
            case Refused(RefusalReason why) ->
                    Canonical.unlabelled().bytes(code(REFUSED)).bytes(code(why.code())).toArray();
        };
    }

    @Override
    protected LedgerOutcome read(int version, byte[] stored) {
        CanonicalReader fields = new CanonicalReader(stored);
        int kind = code(fields);
        LedgerOutcome outcome =
                switch (kind) {
                    case ACCEPTED -> new Accepted(changes(fields));
                    case REFUSED -> new Refused(RefusalReason.of(code(fields)));
                    default -> throw new IllegalArgumentException("no ledger outcome " + kind);
                };
        fields.end();
        return outcome;
    }

    private static byte[] accepted(List<ConsentChange> changes) {
        Canonical fields =
                Canonical.unlabelled().bytes(code(ACCEPTED)).number((long) changes.size());
        for (ConsentChange change : changes) {
            ConsentScope scope = change.scope();
            fields.bytes(code(change.kind().code()))
                    .text(scope == null ? null : scope.purpose().value())
                    .bytes(scope == null ? null : code(channelCode(scope.channel())))
                    .number(change.version())
                    .hash(change.hash());
        }
        return fields.toArray();
    }

    private static List<ConsentChange> changes(CanonicalReader fields) {
        long count = number(fields);
        List<ConsentChange> changes = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            changes.add(change(fields));
        }
        return changes;
    }

    private static ConsentChange change(CanonicalReader fields) {
        ConsentChange.Kind kind = ConsentChange.Kind.of(code(fields));
        ConsentScope scope = scope(fields.text(), fields.bytes());
        long version = number(fields);
        byte[] hash = fields.bytes();
        return new ConsentChange(kind, scope, version, hash.length == 0 ? null : Sha256.from(hash));
    }

    private static @Nullable ConsentScope scope(String purpose, byte[] channel) {
        return purpose.isEmpty()
                ? null
                : new ConsentScope(new Purpose(purpose), channel(channel[0]));
    }

    private static int channelCode(Channel channel) {
        return switch (channel) {
            case UNKNOWN -> 0;
            case SEALPOST -> 1;
        };
    }

    private static Channel channel(int code) {
        return switch (code) {
            case 0 -> Channel.UNKNOWN;
            case 1 -> Channel.SEALPOST;
            default -> throw new IllegalArgumentException("no channel " + code);
        };
    }

    private static byte[] code(int code) {
        return new byte[] {(byte) code};
    }

    private static int code(CanonicalReader fields) {
        return fields.bytes()[0];
    }

    private static long number(CanonicalReader fields) {
        return ByteBuffer.wrap(fields.bytes()).getLong();
    }
}
