package io.sealpost.encryption.messaging;

import io.sealpost.seal.directory.PrekeyKind;
import io.sealpost.seal.directory.Signer;

/**
 * Converts between the enums of the directory's Avro records and those of the domain, symbol by
 * symbol. A symbol that is added on one side only does not compile here.
 */
final class DirectoryEnums {
    private DirectoryEnums() {}

    static io.sealpost.schemas.Signer avro(Signer signer) {
        return switch (signer) {
            case BUSINESS_KEY -> io.sealpost.schemas.Signer.BUSINESS_KEY;
            case GATEWAY_KEY -> io.sealpost.schemas.Signer.GATEWAY_KEY;
            case DEVICE -> io.sealpost.schemas.Signer.DEVICE;
        };
    }

    /** Throws {@link IllegalArgumentException} for an unknown kind. */
    static PrekeyKind domain(io.sealpost.schemas.PrekeyKind kind) {
        return switch (kind) {
            case LAST_RESORT -> PrekeyKind.LAST_RESORT;
            case ONE_TIME -> PrekeyKind.ONE_TIME;
            case UNKNOWN -> throw new IllegalArgumentException("an unknown kind of prekey");
        };
    }
}
