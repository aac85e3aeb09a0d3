package io.sealpost.encryption.domain;

import io.sealpost.seal.Canonical;
import io.sealpost.seal.directory.SignedPrekey;
import java.util.List;

/** The parts that the digests of several directory commands share (docs/design.md §2, Sameness). */
final class DirectoryDigest {
    private DirectoryDigest() {}

    static Canonical begin(String kind, RecipientRef owner) {
        return Canonical.labelled("sealpost/device-command/v1").text(kind).text(owner.key());
    }

    static Canonical add(Canonical input, List<SignedPrekey> prekeys) {
        input.count(prekeys.size());
        prekeys.forEach(
                prekey ->
                        input.bytes(prekey.prekey().keyId().bytes())
                                .time(prekey.prekey().notAfter())
                                .bytes(prekey.signature()));
        return input;
    }
}
