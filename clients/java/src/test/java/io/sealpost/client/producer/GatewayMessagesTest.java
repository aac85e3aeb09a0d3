package io.sealpost.client.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealpost.client.producer.SendError.NoEpoch;
import io.sealpost.schemas.GatewayContent;
import io.sealpost.schemas.SendRequest;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.Suite;
import io.sealpost.seal.gateway.EpochKey;
import io.sealpost.seal.gateway.GatewayCiphertext;
import io.sealpost.seal.gateway.GatewayHeader;
import io.sealpost.seal.gateway.GatewayOpeningResult;
import io.sealpost.seal.gateway.GatewaySession;
import io.sealpost.seal.gateway.GatewaySessionOpener;
import io.sealpost.seal.gateway.ProducerSignature;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Category;
import io.sealpost.seal.id.Purpose;
import io.sealpost.seal.id.RecipientId;
import io.sealpost.seal.id.RequestId;
import io.sealpost.seal.key.SigningKey;
import io.sealpost.seal.key.VerifyKey;
import io.sealpost.seal.key.XWingPrivateKey;
import io.sealpost.wire.Enums;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GatewayMessagesTest {
    private static final BusinessId ACME = new BusinessId("acme");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final RecipientId RECIPIENT = RecipientId.of(new byte[16]);

    private final XWingPrivateKey epochKey = XWingPrivateKey.generate();
    private Instant now = START;
    private Optional<EpochKey> epoch = Optional.of(epoch("epoch-1"));
    private final GatewayMessages messages =
            new GatewayMessages(ACME, at -> epoch, new TestClock(), new Random(7));

    @Test
    void theEpochsKeyOpensWhatWasSealed() {
        OutgoingMessage message = message(Category.UTILITY, "your parcel").build();
        RequestId id = messages.requestId(message);

        assertThat(opened(messages.request(message, id), id)).isEqualTo("your parcel");
    }

    @Test
    void theProducerKeySignsEachMessage() {
        SigningKey producer = SigningKey.generate();
        var signing =
                new GatewayMessages(ACME, at -> epoch, new TestClock(), new Random(7), producer);
        OutgoingMessage message = message(Category.UTILITY, "signed").build();
        RequestId id = signing.requestId(message);

        SendRequest request = signing.request(message, id);

        assertThat(opened(request, id)).isEqualTo("signed");
        assertThat(isSigned(request, id, producer.verifyKey())).isTrue();
        assertThat(isSigned(request, id, SigningKey.generate().verifyKey())).isFalse();
    }

    @Test
    void withoutAProducerKeyNothingIsSigned() {
        SendRequest request = request(message(Category.UTILITY, "unsigned").build());

        assertThat(request.getGateway().getProducerSignature()).isNull();
    }

    @Test
    void everyCiphertextHasAPaddedLength() {
        for (String text : new String[] {"", "a", "a".repeat(252), "a".repeat(253)}) {
            SendRequest request = request(message(Category.UTILITY, text).build());

            assertThat(
                            GatewayCiphertext.isWellPadded(
                                    request.getGateway().getCiphertext().remaining()))
                    .isTrue();
        }
    }

    @Test
    void aSessionIsUsedForTenMinutes() {
        ByteBuffer first = session();
        now = START.plus(Duration.ofMinutes(9));
        assertThat(session()).isEqualTo(first);

        now = START.plus(Duration.ofMinutes(10));
        assertThat(session()).isNotEqualTo(first);
    }

    @Test
    void withoutAnEpochNothingIsSealed() {
        epoch = Optional.empty();

        assertFails(message(Category.UTILITY, "late").build(), new NoEpoch());
    }

    @Test
    void anEpochWhoseIdIngestWouldRejectIsNotUsed() {
        epoch = Optional.of(epoch("e".repeat(EpochKey.MAX_ID_LENGTH)));
        assertThat(request(message(Category.UTILITY, "x").build()).getGateway().getEpoch())
                .hasSize(EpochKey.MAX_ID_LENGTH);

        now = START.plus(GatewaySession.MAX_AGE);
        for (String id : List.of("", "e".repeat(EpochKey.MAX_ID_LENGTH + 1))) {
            epoch = Optional.of(epoch(id));
            assertFails(message(Category.UTILITY, "x").build(), new NoEpoch());
        }
    }

    @Test
    void aCodeExpiresInTenMinutesAndTheRestInThirtyDays() {
        assertThat(lifetime(Category.AUTHENTICATION)).isEqualTo(Duration.ofMinutes(10));
        assertThat(lifetime(Category.MARKETING)).isEqualTo(Duration.ofDays(30));
    }

    @Test
    void aRetryKeepsItsMessageId() {
        OutgoingMessage message = message(Category.UTILITY, "again").build();
        RequestId id = messages.requestId(message);
        OutgoingMessage retry = message.retrying(id);

        assertThat(messages.messageId(messages.requestId(retry))).isEqualTo(messages.messageId(id));
    }

    private void assertFails(OutgoingMessage message, SendError error) {
        assertThatThrownBy(() -> request(message))
                .isInstanceOfSatisfying(
                        SendFailed.class, failed -> assertThat(failed.error()).isEqualTo(error));
    }

    private Duration lifetime(Category category) {
        SendRequest request = request(message(category, "x").build());
        return Duration.between(START, request.getExpiresAt());
    }

    private ByteBuffer session() {
        return request(message(Category.UTILITY, "x").build()).getGateway().getSessionEnvelope();
    }

    private SendRequest request(OutgoingMessage message) {
        return messages.request(message, messages.requestId(message));
    }

    private static boolean isSigned(SendRequest request, RequestId id, VerifyKey by) {
        var content = request.getGateway();
        return ProducerSignature.verify(
                by,
                Suite.X_WING,
                ACME,
                Sha256.of(content.getSessionEnvelope().array()),
                header(request, id),
                ciphertext(content),
                content.getProducerSignature().array());
    }

    private static GatewayHeader header(SendRequest request, RequestId id) {
        return new GatewayHeader(
                id,
                new RecipientId(request.getRecipient()),
                new Purpose(request.getPurpose()),
                Enums.domain(request.getCategory()),
                request.getTemplateId(),
                request.getTemplateVersion(),
                request.getContentType(),
                request.getExpiresAt());
    }

    private static GatewayCiphertext ciphertext(GatewayContent content) {
        return new GatewayCiphertext(
                Bytes.of(content.getNonce().array()), Bytes.of(content.getCiphertext().array()));
    }

    private String opened(SendRequest request, RequestId id) {
        var content = request.getGateway();
        var session =
                new GatewaySessionOpener(Suite.X_WING, content.getEpoch(), epochKey)
                        .open(ACME, content.getSessionEnvelope().array())
                        .orElseThrow();
        var opening = session.open(header(request, id), ciphertext(content));
        return new String(
                ((GatewayOpeningResult.Opened) opening).content(), StandardCharsets.UTF_8);
    }

    private EpochKey epoch(String id) {
        return new EpochKey(
                id, Suite.X_WING, epochKey.publicKey(), START.plus(Duration.ofHours(1)));
    }

    private static OutgoingMessage.Builder message(Category category, String text) {
        return OutgoingMessage.to(
                RECIPIENT, new Purpose("orders"), category, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A clock that the test sets. */
    private final class TestClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
