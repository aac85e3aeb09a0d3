package io.sealpost.encryption.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealpost.encryption.Phone;
import io.sealpost.encryption.Scene;
import io.sealpost.encryption.domain.ProducerKey;
import io.sealpost.encryption.domain.ProducerKey.NotRegistered;
import io.sealpost.encryption.domain.ProducerKey.Registered;
import io.sealpost.encryption.domain.RecipientRef;
import io.sealpost.encryption.domain.SealTargets;
import io.sealpost.encryption.domain.SealTargets.SealTarget;
import io.sealpost.encryption.keys.EpochState.Usable;
import io.sealpost.encryption.sealing.SealingOutcome.Sealed;
import io.sealpost.encryption.sealing.SealingOutcome.Unsealable;
import io.sealpost.schemas.Reason;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.Suite;
import io.sealpost.seal.gateway.EpochKey;
import io.sealpost.seal.gateway.GatewayCiphertext;
import io.sealpost.seal.gateway.GatewayHeader;
import io.sealpost.seal.gateway.GatewaySession;
import io.sealpost.seal.gateway.GatewaySessionOpener;
import io.sealpost.seal.gateway.ProducerSignature;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Category;
import io.sealpost.seal.id.Ids;
import io.sealpost.seal.id.Purpose;
import io.sealpost.seal.id.RequestId;
import io.sealpost.seal.key.KeyId;
import io.sealpost.seal.key.SigningKey;
import io.sealpost.seal.key.VerifyKey;
import io.sealpost.seal.key.XWingPrivateKey;
import io.sealpost.seal.message.Body;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MessageSealerTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final BusinessId ACME = new BusinessId("acme");
    private static final SigningKey PRODUCER = SigningKey.generate();

    private final XWingPrivateKey epoch = XWingPrivateKey.generate();
    private final GatewaySession session =
            GatewaySession.begin(
                            ACME,
                            new EpochKey(
                                    "e_1",
                                    Suite.X_WING,
                                    epoch.publicKey(),
                                    NOW.plus(Duration.ofHours(1))),
                            NOW)
                    .orElseThrow();
    private final Phone phone = Phone.of(Scene.recipientOf(ACME));
    private final GatewayHeader header = header(phone.owner());
    private final GatewayCiphertext content =
            session.seal(header, new byte[] {1, 2, 3}, NOW).orElseThrow();

    @Test
    void contentThatTheRegisteredKeySignedIsSealed() {
        assertThat(sealed(new Registered(PRODUCER.verifyKey()), signature(PRODUCER)))
                .isInstanceOf(Sealed.class);
    }

    @Test
    void withoutARegisteredKeyNoSignatureIsNeeded() {
        assertThat(sealed(new NotRegistered(), null)).isInstanceOf(Sealed.class);
        assertThat(sealed(new NotRegistered(), signature(PRODUCER))).isInstanceOf(Sealed.class);
    }

    @Test
    void contentThatTheRegisteredKeyDidNotSignIsUnsealable() {
        Bytes good = signature(PRODUCER);
        GatewayCiphertext another = session.seal(header, new byte[] {4}, NOW).orElseThrow();

        assertInvalid(null);
        assertInvalid(signature(SigningKey.generate()));
        assertInvalid(ProducerSignature.sign(PRODUCER, session, header, another));
        assertInvalid(ProducerSignature.sign(PRODUCER, session, header(phone.owner()), content));
        assertInvalid(good.slice(0, good.size() - 1));
        assertInvalid(Bytes.of(new byte[VerifyKey.SIGNATURE_SIZE]));
    }

    @Test
    void withAnInvalidRegisteredKeyEveryMessageIsUnsealable() {
        byte[] noPoint = new byte[VerifyKey.SIZE];
        Arrays.fill(noPoint, (byte) 0xFF);

        assertThat(sealed(new Registered(VerifyKey.of(noPoint)), signature(PRODUCER)))
                .isEqualTo(new Unsealable(Reason.SIGNATURE_INVALID));
    }

    @Test
    void nothingOfAnUnknownBusinessIsSealed() {
        assertThat(sealed(new ProducerKey.Unknown(), signature(PRODUCER)))
                .isEqualTo(new Unsealable(Reason.UNKNOWN_BUSINESS));
    }

    @Test
    void theContentIsErasedOnceItIsSealed() {
        byte[] plain = {1, 2, 3};

        SealingOutcome outcome =
                MessageSealer.sealAndErase(
                        request(null),
                        plain,
                        targets(),
                        SigningKey.generate(),
                        KnownCheckpoint.NONE);

        assertThat(outcome).isInstanceOf(Sealed.class);
        assertThat(plain).containsOnly(0);
    }

    @Test
    void theContentIsErasedIfItCannotBeSealed() {
        byte[] plain = new byte[Body.MAX_CONTENT + 1];
        Arrays.fill(plain, (byte) 7);

        SealingOutcome outcome =
                MessageSealer.sealAndErase(
                        request(null),
                        plain,
                        targets(),
                        SigningKey.generate(),
                        KnownCheckpoint.NONE);

        assertThat(outcome).isEqualTo(new Unsealable(Reason.CONTENT_TOO_LARGE));
        assertThat(plain).containsOnly(0);
    }

    private void assertInvalid(@Nullable Bytes signature) {
        assertThat(sealed(new Registered(PRODUCER.verifyKey()), signature))
                .isEqualTo(new Unsealable(Reason.SIGNATURE_INVALID));
    }

    private Bytes signature(SigningKey key) {
        return ProducerSignature.sign(key, session, header, content);
    }

    private SealRequest request(@Nullable Bytes signature) {
        return new SealRequest(
                Ids.messageId(ACME, header.request()),
                phone.owner(),
                header,
                Suite.X_WING,
                session.epoch(),
                session.envelope(),
                content,
                signature);
    }

    private SealTargets targets() {
        return new SealTargets(1, Sha256.OF_NOTHING, List.of(target()));
    }

    private SealingOutcome sealed(ProducerKey producer, @Nullable Bytes signature) {
        GatewaySessionOpener opener = new GatewaySessionOpener(Suite.X_WING, "e_1", epoch);
        return new MessageSealer(new GatewaySessionCache(InstantSource.fixed(NOW)))
                .seal(
                        request(signature),
                        producer,
                        targets(),
                        SigningKey.generate(),
                        new Usable("e_1", opener, NOW.plus(Duration.ofHours(48))),
                        KnownCheckpoint.NONE);
    }

    private SealTarget target() {
        return new SealTarget(
                phone.device().id(),
                Suite.X_WING,
                KeyId.of(Suite.X_WING, phone.prekey().publicKey()),
                phone.prekey().publicKey(),
                NOW.plus(Duration.ofDays(60)));
    }

    private static GatewayHeader header(RecipientRef to) {
        RequestId request = Ids.newRequestId(NOW, new Random());
        return new GatewayHeader(
                request,
                to.recipient(),
                new Purpose("orders"),
                Category.UTILITY,
                null,
                null,
                "text/plain; charset=utf-8",
                NOW.plus(Duration.ofDays(30)));
    }
}
