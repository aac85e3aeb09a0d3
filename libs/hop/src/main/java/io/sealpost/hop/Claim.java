package io.sealpost.hop;

import java.util.Arrays;
import java.util.UUID;

/**
 * What makes two commands the same: an id, and a digest of what the command says. The first one
 * with an id wins; another digest under that id is a mistake or an attack.
 *
 * @param id its first 48 bits are a time in ms since 1970; the {@code handled} table is partitioned
 *     by it
 * @param digest 32 bytes
 */
public record Claim(UUID id, byte[] digest) {

    boolean saysTheSame(byte[] otherDigest) {
        return Arrays.equals(digest, otherDigest);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Claim claim && id.equals(claim.id) && saysTheSame(claim.digest);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }
}
