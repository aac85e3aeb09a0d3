package io.sealpost.seal.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.sealpost.seal.Bytes;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.Suite;
import io.sealpost.seal.Vectors;
import io.sealpost.seal.key.SigningKey;
import io.sealpost.seal.key.VerifyKey;
import io.sealpost.seal.key.XWingPrivateKey;
import io.sealpost.seal.message.OpeningResult.CannotOpen;
import io.sealpost.seal.message.OpeningResult.Opened;
import io.sealpost.seal.message.OpeningResult.Reason;
import io.sealpost.seal.message.SealingResult.CannotSeal;
import io.sealpost.seal.message.SealingResult.Sealed;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
    private static final JsonObject PUBLISHED =
            Vectors.read("envelope-from-hpke-js.json").getAsJsonObject();
    private static final XWingPrivateKey KEY = Vectors.xWing(PUBLISHED);
    private static final Context CONTEXT = Vectors.context(PUBLISHED.getAsJsonObject("context"));
    private static final Instant NOW = CONTEXT.sentAt().plusSeconds(1);
    private static final DeviceOpener OPENER = new DeviceOpener(Suite.X_WING, KEY);
    private static final SigningKey SIGNER = SigningKey.generate();
    private static final VerifyKey SENDER = SIGNER.verifyKey();

    @Test
    void contextsAreAsPublished() {
        for (JsonObject vector : Vectors.list(Vectors.read("contexts.json"))) {
            Context context = Vectors.context(vector.getAsJsonObject("fields"));
            assertThat(context.canonical()).isEqualTo(Vectors.hex(vector, "canonical"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"envelope-from-hpke-js.json", "envelope-from-java.json"})
    void aPublishedEnvelopeOpens(String file) {
        JsonObject vector = Vectors.read(file).getAsJsonObject();
        JsonObject body = vector.getAsJsonObject("body");
        Context context = Vectors.context(vector.getAsJsonObject("context"));
        OpeningResult opening =
                new DeviceOpener(Suite.X_WING, Vectors.xWing(vector))
                        .open(
                                context,
                                Vectors.hex(vector, "envelope"),
                                Vectors.verifyKey(vector, "senderKey"),
                                NOW);
        assertThat(opening)
                .isEqualTo(
                        new Opened(
                                new Body(
                                        Vectors.number(body, "listVersion"),
                                        Sha256.from(Vectors.hex(body, "listHash")),
                                        Vectors.number(body, "checkpointSize"),
                                        Sha256.from(Vectors.hex(body, "checkpointRoot")),
                                        Bytes.of(Vectors.hex(body, "content")))));
    }

    @Test
    void aSealedBodyOfAnyLengthOpens() {
        Random random = new Random(5);
        for (int i = 0; i < 200; i++) {
            byte[] content = new byte[random.nextInt(Body.MAX_CONTENT + 1)];
            random.nextBytes(content);
            Body body = body(content);
            assertThat(open(CONTEXT, seal(body).envelope().toArray())).isEqualTo(new Opened(body));
        }
    }

    @Test
    void theLengthOfAnEnvelopeRevealsOnlyThePaddedSize() {
        assertThat(seal(body(new byte[0])).envelope().size())
                .isEqualTo(seal(body(new byte[100])).envelope().size())
                .isEqualTo(256 + 1_136);
    }

    @ParameterizedTest
    @MethodSource("changedContexts")
    void aChangedContextNeverOpens(Context changed) {
        byte[] envelope = seal(body("hello".getBytes(UTF_8))).envelope().toArray();
        assertThat(changed).isNotEqualTo(CONTEXT);
        assertThat(open(changed, envelope)).isEqualTo(new CannotOpen(Reason.UNDECRYPTABLE));
    }

    static Stream<Context> changedContexts() {
        return Stream.of(
                        Map.entry("mode", "SENDER"),
                        Map.entry("direction", "TO_BUSINESS"),
                        Map.entry("business", "bolt"),
                        Map.entry("message", "00000000-0000-8000-8000-000000000000"),
                        Map.entry("recipient", "r_aaaaaaaaaaaaaaaaaaaaaaaaaa"),
                        Map.entry("device", "d_aaaaaaaaaaaaaaaaaaaaaaaaaa"),
                        Map.entry("purpose", "news"),
                        Map.entry("category", "MARKETING"),
                        Map.entry("templateId", "other"),
                        Map.entry("templateVersion", "8"),
                        Map.entry("contentType", "text/html"),
                        Map.entry("sentAt", "" + (CONTEXT.sentAt().toEpochMilli() - 1)),
                        Map.entry("expiresAt", "" + (CONTEXT.expiresAt().toEpochMilli() + 1)))
                .map(change -> changed(change.getKey(), change.getValue()));
    }

    @Test
    void anEnvelopeWithAFlippedByteDoesNotOpen() {
        byte[] envelope = seal(body("hello".getBytes(UTF_8))).envelope().toArray();
        for (int i = 0; i < envelope.length; i++) {
            byte[] flipped = envelope.clone();
            flipped[i] ^= (byte) (1 << i % 8);
            assertThat(open(CONTEXT, flipped)).isEqualTo(new CannotOpen(Reason.UNDECRYPTABLE));
        }
    }

    @Test
    void aCutOrEmptyEnvelopeDoesNotOpen() {
        byte[] envelope = seal(body(new byte[0])).envelope().toArray();
        for (int length : List.of(0, 1, 16, 1_119, 1_120, 1_135, 1_136, envelope.length - 1)) {
            assertThat(open(CONTEXT, Arrays.copyOf(envelope, length)))
                    .isEqualTo(new CannotOpen(Reason.UNDECRYPTABLE));
        }
    }

    @Test
    void anEnvelopeForAnotherKeyIsRefusedBeforeItIsDecrypted() {
        XWingPrivateKey other = XWingPrivateKey.generate();
        byte[] envelope = seal(body(new byte[0])).envelope().toArray();
        OpeningResult opening =
                new DeviceOpener(Suite.X_WING, other).open(CONTEXT, envelope, SENDER, NOW);
        assertThat(opening).isEqualTo(new CannotOpen(Reason.OTHER_KEY));
        assertThat(DeviceSealer.seal(CONTEXT, body(new byte[0]), other.publicKey(), SIGNER))
                .isEqualTo(new CannotSeal(SealingResult.Reason.OTHER_KEY));
    }

    @Test
    void anotherSignerIsRefused() {
        byte[] envelope = seal(body(new byte[0])).envelope().toArray();
        VerifyKey other = SigningKey.generate().verifyKey();
        assertThat(OPENER.open(CONTEXT, envelope, other, NOW))
                .isEqualTo(new CannotOpen(Reason.BAD_SIGNATURE));
    }

    @Test
    void theDeviceOpensUntilTenMinutesOutsideTheTimeOfTheMessage() {
        byte[] envelope = seal(body(new byte[0])).envelope().toArray();
        Instant first = CONTEXT.sentAt().minusSeconds(600);
        Instant last = CONTEXT.expiresAt().plusSeconds(600);
        assertThat(OPENER.open(CONTEXT, envelope, SENDER, first)).isInstanceOf(Opened.class);
        assertThat(OPENER.open(CONTEXT, envelope, SENDER, last)).isInstanceOf(Opened.class);
        assertThat(OPENER.open(CONTEXT, envelope, SENDER, first.minusMillis(1)))
                .isEqualTo(new CannotOpen(Reason.OUTSIDE_ITS_TIME));
        assertThat(OPENER.open(CONTEXT, envelope, SENDER, last.plusMillis(1)))
                .isEqualTo(new CannotOpen(Reason.OUTSIDE_ITS_TIME));
    }

    @Test
    void aSealedPlaintextOutsideTheFormatIsRefused() {
        byte[] info = CONTEXT.canonical();
        assertThat(open(CONTEXT, raw(new byte[100], info)))
                .isEqualTo(new CannotOpen(Reason.BADLY_PADDED));
        assertThat(open(CONTEXT, raw(Padding.pad(new byte[63]), info)))
                .isEqualTo(new CannotOpen(Reason.BADLY_PADDED));
        byte[] shortBody = MessagePlaintext.signed(info, new byte[79], SIGNER).padded();
        assertThat(open(CONTEXT, raw(shortBody, info))).isEqualTo(new CannotOpen(Reason.MALFORMED));
    }

    @Test
    void aSignatureIsValidForOneDeviceOnly() {
        Context elsewhere = changed("device", "d_aaaaaaaaaaaaaaaaaaaaaaaaaa");
        byte[] bytes = body(new byte[0]).canonical();
        byte[] plaintext = MessagePlaintext.signed(CONTEXT.canonical(), bytes, SIGNER).padded();
        byte[] rewrapped = raw(plaintext, elsewhere.canonical());
        assertThat(open(elsewhere, rewrapped)).isEqualTo(new CannotOpen(Reason.BAD_SIGNATURE));
    }

    @Test
    void onlySuiteOneIsKnown() {
        for (int code = -1; code < 300; code++) {
            assertThat(Suite.of(code).isPresent()).isEqualTo(code == 1);
        }
        byte[] downgraded = CONTEXT.canonical();
        downgraded["sealpost/context/v1".length() + 2] = 0;
        byte[] envelope = seal(body(new byte[0])).envelope().toArray();
        assertThat(KEY.open(envelope, CONTEXT.canonical())).isPresent();
        assertThat(KEY.open(envelope, downgraded)).isEmpty();
    }

    @Test
    void contentOneByteOverTheLimitCannotBeSealed() {
        Body tooLarge = body(new byte[Body.MAX_CONTENT + 1]);
        assertThat(DeviceSealer.seal(CONTEXT, tooLarge, KEY.publicKey(), SIGNER))
                .isEqualTo(new CannotSeal(SealingResult.Reason.CONTENT_TOO_LARGE));
    }

    private static byte[] raw(byte[] plaintext, byte[] info) {
        return KEY.publicKey().seal(plaintext, info).orElseThrow();
    }

    private static Body body(byte[] content) {
        return Body.withoutCheckpoint(2, Sha256.OF_NOTHING, Bytes.of(content));
    }

    private static Sealed seal(Body body) {
        return (Sealed) DeviceSealer.seal(CONTEXT, body, KEY.publicKey(), SIGNER);
    }

    private static OpeningResult open(Context context, byte[] envelope) {
        return OPENER.open(context, envelope, SENDER, NOW);
    }

    private static Context changed(String field, String value) {
        JsonObject fields = PUBLISHED.getAsJsonObject("context").deepCopy();
        fields.addProperty(field, value);
        return Vectors.context(fields);
    }
}
