package io.sealpost.consent.domain;

import io.sealpost.consent.domain.Grounds.Evidence;
import io.sealpost.consent.domain.Grounds.Renewal;
import io.sealpost.consent.domain.Stance.Granted;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Canonical;
import io.sealpost.seal.Sha256;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One version of one consent, never changed. Its canonical bytes are what a clearance's hash
 * commits to (DESIGN §7); the salt keeps the hash from being guessed back to its fields.
 *
 * <pre>
 * sealpost/consent/v1 ‖ lp(business, recipient, purpose, channel, version, GRANTED or WITHDRAWN,
 *   command id, decided at, valid until, evidence method, collected at, wording SHA-256, reference,
 *   hash of the renewed record) ‖ 16 bytes salt
 * </pre>
 *
 * @param version rises per subject, so that a block compares with every scope
 * @param grounds null for a withdrawal, which needs none
 */
public record ConsentRecord(
        Subject subject,
        Scope scope,
        long version,
        Stance stance,
        @Nullable Grounds grounds,
        UUID commandId,
        Instant decidedAt,
        Bytes salt) {
    public static final int SALT = 16;
    public static final String LABEL = "sealpost/consent/v1";

    public ConsentRecord {
        if (salt.size() != SALT) {
            throw new IllegalArgumentException("a salt has 16 bytes");
        }
    }

    public byte[] canonical() {
        Evidence evidence = grounds instanceof Evidence given ? given : null;
        return Canonical.labelled(LABEL)
                .text(subject.business().value())
                .text(subject.recipient().value())
                .text(scope.purpose().value())
                .symbol(scope.channel())
                .number(version)
                .text(state())
                .uuid(commandId)
                .time(decidedAt)
                .time(stance instanceof Granted granted ? granted.validUntil() : null)
                .symbol(evidence == null ? null : evidence.method())
                .time(evidence == null ? null : evidence.collectedAt())
                .hash(evidence == null ? null : evidence.wording())
                .text(evidence == null ? null : evidence.reference())
                .hash(grounds instanceof Renewal renewal ? renewal.renewed() : null)
                .raw(salt.toArray())
                .toArray();
    }

    public Sha256 hash() {
        return Sha256.of(canonical());
    }

    /** The symbol the record is stored and shown under. */
    public String state() {
        return switch (stance) {
            case Granted granted -> "GRANTED";
            case Stance.Withdrawn withdrawn -> "WITHDRAWN";
        };
    }

    Standing standing() {
        return new Standing(version, stance, hash(), commandId);
    }
}
