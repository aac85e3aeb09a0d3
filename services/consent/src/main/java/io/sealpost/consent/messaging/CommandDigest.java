package io.sealpost.consent.messaging;

import io.sealpost.schemas.Block;
import io.sealpost.schemas.ConsentCommand;
import io.sealpost.schemas.Evidence;
import io.sealpost.schemas.Grant;
import io.sealpost.schemas.Withdraw;
import io.sealpost.seal.Canonical;
import io.sealpost.seal.Sha256;
import io.sealpost.wire.AvroBytes;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What makes two commands with one request id the same: SHA-256(`sealpost/consent-command/v1` ‖ lp
 * of: business, request id, kind, then the fields of the kind's record in schema order). Defined
 * for every record, as it was written: a refused command is remembered too.
 */
final class CommandDigest {
    private static final int MAX_FIELD = 0xFFFF;

    private CommandDigest() {}

    static Sha256 of(ConsentCommand command) {
        Canonical input =
                Canonical.labelled("sealpost/consent-command/v1")
                        .bytes(bounded(command.getBusiness()))
                        .uuid(command.getRequestId())
                        .symbol(command.getKind());
        return switch (command.getKind()) {
            case GRANT -> grant(input, command.getGrant()).hash();
            case WITHDRAW -> withdraw(input, command.getWithdraw()).hash();
            case BLOCK, UNBLOCK -> block(input, command.getBlock()).hash();
            case UNKNOWN -> input.hash();
        };
    }

    private static Canonical grant(Canonical input, Grant grant) {
        Evidence evidence = grant.getEvidence();
        return input.bytes(bounded(grant.getRecipient()))
                .bytes(bounded(grant.getPurpose()))
                .symbol(grant.getChannel())
                .symbol(evidence.getMethod())
                .time(evidence.getCollectedAt())
                .bytes(bounded(AvroBytes.of(evidence.getWordingSha256())))
                .bytes(bounded(evidence.getReference()))
                .time(grant.getValidUntil());
    }

    private static Canonical withdraw(Canonical input, Withdraw withdraw) {
        return input.bytes(bounded(withdraw.getRecipient()))
                .bytes(bounded(withdraw.getPurpose()))
                .symbol(withdraw.getChannel());
    }

    private static Canonical block(Canonical input, Block block) {
        return input.bytes(bounded(block.getRecipient()));
    }

    private static byte @Nullable [] bounded(@Nullable String text) {
        return text == null ? null : bounded(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A field too long for its length stands in by its own hash. */
    private static byte[] bounded(byte[] field) {
        return field.length <= MAX_FIELD ? field : Sha256.of(field).toArray();
    }
}
