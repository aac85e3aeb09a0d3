package io.sealpost.seal.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Suite;
import io.sealpost.seal.Vectors;
import io.sealpost.seal.gateway.GatewayOpeningResult.CannotOpen;
import io.sealpost.seal.gateway.GatewayOpeningResult.Opened;
import io.sealpost.seal.gateway.GatewayOpeningResult.Reason;
import io.sealpost.seal.id.BusinessId;
import io.sealpost.seal.id.Category;
import io.sealpost.seal.id.Purpose;
import io.sealpost.seal.id.RequestId;
import io.sealpost.seal.key.SigningKey;
import io.sealpost.seal.key.XWingPrivateKey;
import io.sealpost.seal.message.Body;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GatewaySessionTest {
    private static final JsonObject PUBLISHED =
            Vectors.read("gateway-session.json").getAsJsonObject();
    private static final GatewayHeader HEADER = header(PUBLISHED.getAsJsonObject("header"));
    private static final BusinessId ACME = Vectors.business(PUBLISHED);
    private static final Instant NOW = Instant.parse("2024-12-01T10:00:00Z");
    private static final byte[] CONTENT = "hello".getBytes(UTF_8);
    private static final XWingPrivateKey EPOCH = XWingPrivateKey.generate();

    private final GatewaySession session =
            GatewaySession.begin(ACME, epoch(NOW.plusSeconds(3_600)), NOW).orElseThrow();
    private final GatewaySessionOpener opener = new GatewaySessionOpener(Suite.X_WING, "e1", EPOCH);

    @Test
    void aPublishedSessionAndItsContentOpen() {
        GatewaySessionOpener published =
                new GatewaySessionOpener(
                        Suite.X_WING, Vectors.text(PUBLISHED, "epoch"), Vectors.xWing(PUBLISHED));
        OpenedGatewaySession open =
                published.open(ACME, Vectors.hex(PUBLISHED, "sessionEnvelope")).orElseThrow();
        assertThat(open.id().toArray()).isEqualTo(Vectors.hex(PUBLISHED, "sessionId"));
        assertThat(content(open.open(HEADER, publishedContent())))
                .isEqualTo(Vectors.hex(PUBLISHED, "content"));
        assertThat(
                        ProducerSignature.verify(
                                Vectors.verifyKey(PUBLISHED, "producerKey"),
                                Suite.X_WING,
                                ACME,
                                open.id(),
                                HEADER,
                                publishedContent(),
                                Vectors.hex(PUBLISHED, "producerSignature")))
                .isTrue();
    }

    @Test
    void contentOfAnyLengthSealsAndOpens() {
        Random random = new Random(6);
        OpenedGatewaySession open = opened();
        for (int i = 0; i < 500; i++) {
            byte[] content = new byte[random.nextInt(Body.MAX_CONTENT + 1)];
            random.nextBytes(content);
            GatewayCiphertext message = session.seal(HEADER, content, NOW).orElseThrow();
            assertThat(message.isWellPadded()).isTrue();
            assertThat(content(open.open(HEADER, message))).isEqualTo(content);
        }
    }

    @ParameterizedTest
    @MethodSource("changedHeaders")
    void aChangedHeaderNeverOpens(GatewayHeader changed) {
        GatewayCiphertext message = session.seal(HEADER, CONTENT, NOW).orElseThrow();
        assertThat(changed).isNotEqualTo(HEADER);
        assertThat(opened().open(changed, message)).isEqualTo(new CannotOpen(Reason.UNDECRYPTABLE));
    }

    static Stream<GatewayHeader> changedHeaders() {
        return Stream.of(
                        Map.entry("request", "01938f3c-5a80-7abc-8def-0123456789ac"),
                        Map.entry("recipient", "r_aaaaaaaaaaaaaaaaaaaaaaaaaa"),
                        Map.entry("purpose", "news"),
                        Map.entry("category", "MARKETING"),
                        Map.entry("templateId", "t"),
                        Map.entry("templateVersion", "1"),
                        Map.entry("contentType", "text/html"),
                        Map.entry("expiresAt", "1735592000001"))
                .map(change -> changed(change.getKey(), change.getValue()));
    }

    @Test
    void contentWithAFlippedByteDoesNotOpen() {
        GatewayCiphertext message = session.seal(HEADER, CONTENT, NOW).orElseThrow();
        byte[] ciphertext = message.ciphertext().toArray();
        OpenedGatewaySession open = opened();
        for (int i = 0; i < ciphertext.length; i++) {
            byte[] flipped = ciphertext.clone();
            flipped[i] ^= 1;
            assertThat(open.open(HEADER, new GatewayCiphertext(message.nonce(), Bytes.of(flipped))))
                    .isEqualTo(new CannotOpen(Reason.UNDECRYPTABLE));
        }
        GatewayCiphertext cut = new GatewayCiphertext(Bytes.of(), message.ciphertext());
        assertThat(open.open(HEADER, cut)).isEqualTo(new CannotOpen(Reason.MALFORMED));
        GatewayCiphertext empty = new GatewayCiphertext(message.nonce(), Bytes.of());
        assertThat(open.open(HEADER, empty)).isEqualTo(new CannotOpen(Reason.UNDECRYPTABLE));
    }

    @Test
    void contentDoesNotOpenInAnotherSessionOfTheSameProducer() {
        GatewaySession other =
                GatewaySession.begin(ACME, epoch(NOW.plusSeconds(3_600)), NOW).orElseThrow();
        GatewayCiphertext message = other.seal(HEADER, CONTENT, NOW).orElseThrow();
        assertThat(opened().open(HEADER, message)).isEqualTo(new CannotOpen(Reason.UNDECRYPTABLE));
    }

    @Test
    void aSessionOpensOnlyForItsBusinessAndEpoch() {
        byte[] envelope = session.envelope().toArray();
        assertThat(opener.open(ACME, envelope)).isPresent();
        assertThat(opener.open(new BusinessId("bolt"), envelope)).isEmpty();
        assertThat(new GatewaySessionOpener(Suite.X_WING, "e2", EPOCH).open(ACME, envelope))
                .isEmpty();
        assertThat(opener.open(ACME, new byte[0])).isEmpty();
        envelope[0] ^= 1;
        assertThat(opener.open(ACME, envelope)).isEmpty();
    }

    @Test
    void aSessionEndsAfterTenMinutesOrWithItsEpoch() {
        assertThat(session.seal(HEADER, CONTENT, NOW.plusMillis(599_999))).isPresent();
        assertThat(session.seal(HEADER, CONTENT, NOW.plusSeconds(600))).isEmpty();
        GatewaySession brief =
                GatewaySession.begin(ACME, epoch(NOW.plusSeconds(5)), NOW).orElseThrow();
        assertThat(brief.seal(HEADER, CONTENT, NOW.plusMillis(4_999))).isPresent();
        assertThat(brief.seal(HEADER, CONTENT, NOW.plusSeconds(5))).isEmpty();
        assertThat(GatewaySession.begin(ACME, epoch(NOW), NOW)).isEmpty();
    }

    @Test
    void aSessionEndsAfterItsLastMessage() {
        for (int i = 0; i < GatewaySession.MAX_MESSAGES; i++) {
            if (session.seal(HEADER, new byte[0], NOW).isEmpty()) {
                throw new AssertionError("ended early");
            }
        }
        assertThat(session.seal(HEADER, CONTENT, NOW)).isEmpty();
    }

    @Test
    void contentOneByteOverTheLimitIsRefused() {
        assertThatThrownBy(() -> session.seal(HEADER, new byte[Body.MAX_CONTENT + 1], NOW))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aProducerSignatureIsValidForOneMessageOnly() {
        SigningKey producer = SigningKey.generate();
        GatewayCiphertext message = session.seal(HEADER, CONTENT, NOW).orElseThrow();
        GatewayCiphertext other = session.seal(HEADER, CONTENT, NOW).orElseThrow();
        Bytes signature = ProducerSignature.sign(producer, session, HEADER, message);
        assertThat(verifies(producer, message, signature)).isTrue();
        assertThat(verifies(producer, other, signature)).isFalse();
        assertThat(verifies(SigningKey.generate(), message, signature)).isFalse();
    }

    private boolean verifies(SigningKey producer, GatewayCiphertext message, Bytes signature) {
        return ProducerSignature.verify(
                producer.verifyKey(),
                Suite.X_WING,
                ACME,
                session.id(),
                HEADER,
                message,
                signature.toArray());
    }

    private OpenedGatewaySession opened() {
        return opener.open(ACME, session.envelope().toArray()).orElseThrow();
    }

    private static EpochKey epoch(Instant sealUntil) {
        return new EpochKey("e1", Suite.X_WING, EPOCH.publicKey(), sealUntil);
    }

    private static GatewayCiphertext publishedContent() {
        return new GatewayCiphertext(
                Bytes.of(Vectors.hex(PUBLISHED, "nonce")),
                Bytes.of(Vectors.hex(PUBLISHED, "ciphertext")));
    }

    private static GatewayHeader changed(String field, String value) {
        JsonObject fields = PUBLISHED.getAsJsonObject("header").deepCopy();
        fields.addProperty(field, value);
        return header(fields);
    }

    private static GatewayHeader header(JsonObject fields) {
        return new GatewayHeader(
                new RequestId(Vectors.uuid(fields, "request")),
                Vectors.recipient(fields),
                new Purpose(Vectors.text(fields, "purpose")),
                Category.valueOf(Vectors.text(fields, "category")),
                Vectors.textOrNull(fields, "templateId"),
                Vectors.numberOrNull(fields, "templateVersion"),
                Vectors.text(fields, "contentType"),
                Vectors.time(fields, "expiresAt"));
    }

    private static byte[] content(GatewayOpeningResult opening) {
        return ((Opened) opening).content();
    }
}
