package io.sealpost.hop;

import java.util.Arrays;
import java.util.UUID;

/**
 * What makes two commands the same: an id, and a digest of the command's fields. The first command
 * with an id keeps it; another digest under that id is an error or an attack.
 *
 * @param id its first 48 bits are a time in ms since 1970; the {@code handled} table is partitioned
 *     by it
 * @param digest 32 bytes
 */
public record Claim(UUID id, byte[] digest) {

    boolean hasDigest(byte[] otherDigest) {
        return Arrays.equals(digest, otherDigest);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Claim claim && id.equals(claim.id) && hasDigest(claim.digest);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }
}
