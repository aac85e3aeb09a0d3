package io.sealpost.consent.messaging;

import io.sealpost.schemas.ConsentCommand;
import io.sealpost.seal.Canonical;
import io.sealpost.seal.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What makes two commands with one request id the same (docs/design.md §2, Sameness):
 * SHA-256(`sealpost/consent-command/v1` ‖ lp of: business, request id, kind, then each field of the
 * kind's record in schema order). Defined for every record, whatever the form of its fields: a
 * refused command is stored too.
 */
final class CommandDigest {
    private static final int MAX_FIELD_LENGTH = 0xFFFF;

    private final Canonical input = Canonical.labelled("sealpost/consent-command/v1");

    private CommandDigest() {}

    static Sha256 of(ConsentCommand command, CommandFields fields) {
        CommandDigest digest = new CommandDigest().text(command.getBusiness());
        digest.input.uuid(command.getRequestId());
        digest.symbol(command.getKind());
        fields.addTo(digest);
        return digest.input.hash();
    }

    CommandDigest text(@Nullable String field) {
        if (field == null) {
            input.absent();
            return this;
        }
        return bytes(field.getBytes(StandardCharsets.UTF_8));
    }

    /** A field that is too long for its length prefix is replaced by its own hash. */
    CommandDigest bytes(byte[] field) {
        input.bytes(field.length <= MAX_FIELD_LENGTH ? field : Sha256.of(field).toArray());
        return this;
    }

    CommandDigest symbol(@Nullable Enum<?> field) {
        input.symbol(field);
        return this;
    }

    CommandDigest time(@Nullable Instant field) {
        input.time(field);
        return this;
    }
}
