package io.sealpost.audit.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.seal.Secret;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.MessageId;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.tlog.LeafType;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Golden bytes, computed by another implementation (Python's hmac and struct). */
class AuditStepTest {
    private static final Secret AUDIT_KEY = Secret.of(filled(0x55, 32));
    private static final MessageId MESSAGE =
            new MessageId(UUID.fromString("0199d1a2-0000-8000-8000-000000000001"));

    @Test
    void aLeafCommitsToItsIdsAndDetailUnderItsSubjectsKey() {
        AuditStep step = step(new RecipientId("r_aaaaaaaaaaaaaaaaaaaaaaaaaa"));

        assertThat(hex(step.leafKey(AUDIT_KEY).bytes()))
                .isEqualTo("40272122e08033641165171158700ec2f43a4beb4a23dcaab2fe130fa6e0820d");
        assertThat(hex(step.opening(step.leafKey(AUDIT_KEY)).leaf().encode()))
                .isEqualTo(
                        "01020000000068e77800cc037c7097d9be9e445c71033e9407704c612482ca6ee829cef4af08c0fdb134");
    }

    @Test
    void withoutARecipientItsIdIsEmptyAndTheMessageIsTheSubject() {
        AuditStep step = step(null);

        assertThat(step.subject().keyId()).isEqualTo("acme/" + MESSAGE);
        assertThat(hex(step.opening(step.leafKey(AUDIT_KEY)).leaf().encode()))
                .isEqualTo(
                        "01020000000068e778003aaf287d652d0a33e7b4f6a58564a5d42f449d03dd17c67e819e45559cafbb78");
    }

    @Test
    void eachDetailHasItsCanonicalBytes() {
        byte[] digest = filled(0x11, 32);
        byte[] record = filled(0x22, 32);

        assertThat(hex(LeafDetail.accepted(digest))).isEqualTo("0020" + "11".repeat(32));
        assertThat(hex(LeafDetail.cleared(digest, record, 7)))
                .isEqualTo(
                        "0020"
                                + "11".repeat(32)
                                + "0020"
                                + "22".repeat(32)
                                + "0008"
                                + "0000000000000007");
        assertThat(hex(LeafDetail.sealed(digest, record, List.of(filled(1, 32), filled(2, 32)))))
                .isEqualTo(
                        "0020"
                                + "11".repeat(32)
                                + "0020"
                                + "22".repeat(32)
                                + "0002"
                                + "0020"
                                + "01".repeat(32)
                                + "0020"
                                + "02".repeat(32));
        assertThat(hex(LeafDetail.ended("NO_CONSENT"))).isEqualTo("000a" + "4e4f5f434f4e53454e54");
        assertThat(hex(LeafDetail.delivery("d_x", "NONE")))
                .isEqualTo("0003645f78" + "00044e4f4e45");
        assertThat(hex(LeafDetail.delivery(null, "TTL_PASSED")))
                .isEqualTo("0000" + "000a" + "54544c5f504153534544");
    }

    @Test
    void theLeafOfAnErasedSubjectHasARandomKey() {
        AuditStep step = step(null);

        List<NewLeaf> leaves =
                NewLeaf.of(
                        List.of(step),
                        Map.of(step.subject(), Optional.empty()),
                        5,
                        new SecureRandom());

        assertThat(leaves).singleElement().satisfies(e -> assertThat(e.inTimeline()).isFalse());
        assertThat(leaves.getFirst().bytes())
                .isNotEqualTo(step.opening(step.leafKey(AUDIT_KEY)).leaf().encode());
    }

    private static AuditStep step(@Nullable RecipientId recipient) {
        return new AuditStep(
                UUID.fromString("0199d1a2-0000-8000-8000-0000000000aa"),
                MESSAGE,
                new BusinessId("acme"),
                recipient,
                LeafType.CLEARED,
                Instant.ofEpochMilli(1_760_000_000_999L),
                LeafDetail.cleared(filled(0x11, 32), filled(0x22, 32), 7));
    }

    private static byte[] filled(int value, int size) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
