package io.sealpost.seal.directory;

import io.sealpost.seal.Bytes;
import io.sealpost.seal.Canonical;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Mode;
import io.sealpost.seal.key.SigningKey;
import io.sealpost.seal.key.VerifyKey;
import io.sealpost.seal.key.XWingPublicKey;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys and modes of a business, one version (docs/sealing.md, Business record).
 *
 * @param previous H(canonical bytes) of the version before; null for version 1 only
 * @param inboundKey the key that replies are sealed to, or null
 */
public record BusinessRecord(
        BusinessId business,
        long version,
        @Nullable Sha256 previous,
        @Nullable VerifyKey businessKey,
        List<VerifyKey> gatewayKeys,
        @Nullable XWingPublicKey inboundKey,
        List<Mode> allowedModes,
        Instant validFrom,
        Instant validUntil) {

    /**
     * Throws {@link IllegalArgumentException} where the version and the previous hash do not fit.
     */
    public BusinessRecord {
        gatewayKeys = List.copyOf(gatewayKeys);
        allowedModes = List.copyOf(allowedModes);
        if (version < 1 || (version == 1) != (previous == null)) {
            throw new IllegalArgumentException("only version 1 has no previous hash");
        }
    }

    /** The bytes that are signed and hashed. Keys and modes are in the order of the record. */
    public byte[] canonical() {
        Canonical input =
                Canonical.labelled("sealpost/business-record/v1")
                        .text(business.value())
                        .number(version)
                        .hash(previous)
                        .bytes(businessKey == null ? null : businessKey.bytes())
                        .count(gatewayKeys.size());
        gatewayKeys.forEach(key -> input.bytes(key.bytes()));
        input.bytes(inboundKey == null ? null : inboundKey.bytes()).count(allowedModes.size());
        allowedModes.forEach(input::symbol);
        return input.time(validFrom).time(validUntil).toArray();
    }

    public Sha256 hash() {
        return Sha256.of(canonical());
    }

    public boolean isValidAt(Instant now) {
        return !now.isBefore(validFrom) && now.isBefore(validUntil);
    }

    /** The keys that may sign this business's device lists and its next record. */
    public TrustedKeys trust() {
        return new TrustedKeys(businessKey, new LinkedHashSet<>(gatewayKeys));
    }

    public SignedBusinessRecord signedBy(Signer signer, SigningKey key) {
        return new SignedBusinessRecord(this, signer, Bytes.owned(key.sign(canonical())));
    }
}
