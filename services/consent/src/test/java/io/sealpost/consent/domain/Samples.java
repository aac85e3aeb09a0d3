package io.sealpost.consent.domain;

import io.sealpost.consent.domain.LegalBasis.Evidence;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Channel;
import io.sealpost.seal.id.EvidenceMethod;
import io.sealpost.seal.id.Purpose;
import io.sealpost.seal.id.RecipientId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One subject, two scopes, and commands about them. */
final class Samples {
    static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    static final Subject SUBJECT =
            new Subject(new BusinessId("acme"), RecipientId.of(new byte[16]));
    static final ConsentScope OFFERS = new ConsentScope(new Purpose("offers"), Channel.SEALPOST);
    static final ConsentScope ORDERS = new ConsentScope(new Purpose("orders"), Channel.SEALPOST);
    static final Sha256 WORDING = Sha256.of("I agree".getBytes(StandardCharsets.UTF_8));

    private Samples() {}

    static GrantCommand grant(
            ConsentScope scope, Instant collectedAt, @Nullable Instant validUntil) {
        return new GrantCommand(
                scope,
                new Evidence(EvidenceMethod.APP, collectedAt, WORDING, "form:7"),
                validUntil);
    }

    static WithdrawCommand withdraw(@Nullable ConsentScope scope) {
        return scope == null
                ? new WithdrawCommand(null, null)
                : new WithdrawCommand(scope.purpose(), scope.channel());
    }

    /** The hash of a record, computed apart from {@link ConsentRecord#hash}. */
    static Sha256 hashed(ConsentRecord record) {
        try {
            return Sha256.from(MessageDigest.getInstance("SHA-256").digest(record.canonical()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The context of the command of that number, requested and arrived at that instant. */
    static CommandContext context(int number, Instant at) {
        return context(number, at, at);
    }

    static CommandContext context(int number, Instant requestedAt, Instant arrivedAt) {
        return new CommandContext(
                new UUID(0x8000, number), requestedAt, arrivedAt, Bytes.of((byte) number));
    }

    static Ledger after(Ledger ledger, int number, LedgerCommand command) {
        Instant at = NOW.plusSeconds(number);
        return command.decide(ledger, context(number, at), at).next();
    }
}
