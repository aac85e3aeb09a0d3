package io.sealpost.audit.domain;

import io.sealpost.seal.Canonical;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The canonical detail of each type of leaf (docs/design.md §7): fields as lp(x) = u16-BE length ‖
 * bytes, an absent one with length 0; a hash has 32 bytes, a number is u64-BE, a symbol ASCII. This
 * is part of the log's format: types may be added, and none may change.
 */
public final class LeafDetail {
    private LeafDetail() {}

    /** ACCEPTED: lp(request digest). */
    public static byte[] accepted(byte[] requestDigest) {
        return Canonical.unlabelled().bytes(requestDigest).toArray();
    }

    /** CLEARED: lp(request digest) ‖ lp(consent record hash) ‖ lp(its version). */
    public static byte[] cleared(byte[] requestDigest, byte[] recordHash, long version) {
        return Canonical.unlabelled()
                .bytes(requestDigest)
                .bytes(recordHash)
                .number(version)
                .toArray();
    }

    /** SEALED: lp(request digest) ‖ lp(device list hash) ‖ u16 count ‖ lp(SHA-256 of envelope)…. */
    public static byte[] sealed(
            byte[] requestDigest, byte[] deviceListHash, List<byte[]> envelopeHashes) {
        Canonical detail =
                Canonical.unlabelled()
                        .bytes(requestDigest)
                        .bytes(deviceListHash)
                        .count(envelopeHashes.size());
        envelopeHashes.forEach(detail::bytes);
        return detail.toArray();
    }

    /** REJECTED, REFUSED, UNSEALABLE: lp(reason). */
    public static byte[] ended(String reason) {
        return Canonical.unlabelled().text(reason).toArray();
    }

    /** SENT, DELIVERED, READ, EXPIRED, RECALLED, FAILED: lp(device) ‖ lp(reason). */
    public static byte[] delivery(@Nullable String device, String reason) {
        return Canonical.unlabelled().text(device).text(reason).toArray();
    }
}
