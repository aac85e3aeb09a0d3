package io.sealpost.consent.domain;

import io.sealpost.consent.domain.ConsentStatus.Granted;
import io.sealpost.consent.domain.LegalBasis.Evidence;
import io.sealpost.consent.domain.LegalBasis.Renewal;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Canonical;
import io.sealpost.seal.Sha256;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One version of one consent; it never changes. A clearance contains the hash of its canonical
 * bytes (docs/design.md §7); the salt prevents that anyone finds the fields by guessing.
 *
 * <pre>
 * sealpost/consent/v1 ‖ lp(business, recipient, purpose, channel, version, GRANTED or WITHDRAWN,
 *   command id, decided at, valid until, evidence method, collected at, wording SHA-256, reference,
 *   hash of the renewed record) ‖ 16 bytes salt
 * </pre>
 *
 * @param version rises per subject, so that a block can be compared with every scope
 * @param legalBasis null for a withdrawal, which needs none
 */
public record ConsentRecord(
        Subject subject,
        ConsentScope scope,
        long version,
        ConsentStatus status,
        @Nullable LegalBasis legalBasis,
        UUID commandId,
        Instant decidedAt,
        Bytes salt) {
    public static final int SALT_SIZE = 16;
    public static final String LABEL = "sealpost/consent/v1";

    public ConsentRecord {
        if (salt.size() != SALT_SIZE) {
            throw new IllegalArgumentException("a salt has 16 bytes");
        }
    }

    public byte[] canonical() {
        Evidence evidence = legalBasis instanceof Evidence given ? given : null;
        return Canonical.labelled(LABEL)
                .text(subject.business().value())
                .text(subject.recipient().value())
                .text(scope.purpose().value())
                .symbol(scope.channel())
                .number(version)
                .text(status.symbol())
                .uuid(commandId)
                .time(decidedAt)
                .time(status instanceof Granted granted ? granted.validUntil() : null)
                .symbol(evidence == null ? null : evidence.method())
                .time(evidence == null ? null : evidence.collectedAt())
                .hash(evidence == null ? null : evidence.wording())
                .text(evidence == null ? null : evidence.reference())
                .hash(legalBasis instanceof Renewal renewal ? renewal.renewed() : null)
                .raw(salt.toArray())
                .toArray();
    }

    public Sha256 hash() {
        return Sha256.of(canonical());
    }

    NewestRecord newest() {
        return new NewestRecord(version, status, hash(), commandId);
    }
}
