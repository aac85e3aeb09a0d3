package io.sealpost.seal.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.sealpost.seal.Secret;
import io.sealpost.seal.Suite;
import io.sealpost.seal.Vectors;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
    private static final byte[] MESSAGE = "message".getBytes(UTF_8);
    private static final byte[] INFO = "info".getBytes(UTF_8);

    private final JsonObject vectors = Vectors.read("keys.json").getAsJsonObject();

    @Test
    void ed25519IsAsPublished() {
        JsonObject vector = vectors.getAsJsonObject("ed25519");
        SigningKey key = Vectors.signingKey(vector, "seed");
        assertThat(key.verifyKey()).isEqualTo(Vectors.verifyKey(vector, "publicKey"));
        assertThat(key.sign(Vectors.hex(vector, "message")))
                .isEqualTo(Vectors.hex(vector, "signature"));
        assertThat(key.verifyKey().fingerprint().toArray())
                .isEqualTo(Vectors.hex(vector, "fingerprint"));
    }

    @Test
    void aKeyIdIsAsPublished() {
        JsonObject vector = vectors.getAsJsonObject("xWing");
        XWingPublicKey key = XWingPublicKey.of(Vectors.hex(vector, "publicKey"));
        assertThat(KeyId.of(Suite.X_WING, key)).isEqualTo(KeyId.of(Vectors.hex(vector, "keyId")));
    }

    @Test
    void everyFlippedBitMakesASignatureInvalid() {
        SigningKey key = SigningKey.generate();
        byte[] signature = key.sign(MESSAGE);
        assertThat(key.verifyKey().verify(MESSAGE, signature)).isTrue();
        for (int bit = 0; bit < signature.length * 8; bit++) {
            byte[] flipped = signature.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(key.verifyKey().verify(MESSAGE, flipped)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 65, 128})
    void aSignatureOfAWrongLengthIsInvalidAndNotAnError(int length) {
        SigningKey key = SigningKey.generate();
        assertThat(key.verifyKey().verify(MESSAGE, new byte[length])).isFalse();
    }

    @Test
    void allZeroAndAllOneKeysVerifyNothing() {
        byte[] ones = new byte[32];
        Arrays.fill(ones, (byte) 0xFF);
        byte[] signature = SigningKey.generate().sign(MESSAGE);
        assertThat(VerifyKey.of(new byte[32]).verify(MESSAGE, signature)).isFalse();
        assertThat(VerifyKey.of(ones).verify(MESSAGE, signature)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1_215, 1_217})
    void anXWingKeyOfAWrongLengthIsRefused(int length) {
        assertThatThrownBy(() -> XWingPublicKey.of(new byte[length]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33})
    void aPrivateKeyOfAWrongLengthIsRefused(int length) {
        XWingPublicKey publicKey = XWingPrivateKey.generate().publicKey();
        Secret seed = Secret.of(new byte[length]);
        assertThatThrownBy(() -> XWingPrivateKey.of(seed, publicKey))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SigningKey.fromSeed(seed))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AesKey.of(seed)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bytesThatAreNotAnXWingKeySealNothing() {
        byte[] ones = new byte[XWingPublicKey.SIZE];
        Arrays.fill(ones, (byte) 0xFF);
        assertThat(XWingPublicKey.of(ones).seal(MESSAGE, INFO)).isEmpty();
    }

    @Test
    void aStoredKeyPairOpensWhatTheGeneratedOneOpens() {
        XWingPrivateKey made = XWingPrivateKey.generate();
        XWingPrivateKey stored =
                XWingPrivateKey.of(
                        Secret.of(made.seed().reveal()),
                        XWingPublicKey.of(made.publicKey().bytes().toArray()));
        byte[] envelope = made.publicKey().seal(MESSAGE, INFO).orElseThrow();
        assertThat(envelope).hasSize(MESSAGE.length + XWingPublicKey.OVERHEAD);
        assertThat(stored.open(envelope, INFO)).hasValue(MESSAGE);
        assertThat(stored.open(envelope, MESSAGE)).isEmpty();
    }

    @Test
    void anAesCiphertextIsBoundToItsAssociatedData() {
        AesKey key = AesKey.of(Secret.random(AesKey.SIZE));
        byte[] ciphertext = key.encrypt(MESSAGE, INFO);
        assertThat(key.decrypt(ciphertext, INFO)).hasValue(MESSAGE);
        assertThat(key.decrypt(ciphertext, MESSAGE)).isEmpty();
        assertThat(key.decrypt(new byte[0], INFO)).isEmpty();
        assertThat(key.encrypt(MESSAGE, INFO)).isNotEqualTo(ciphertext);
    }
}
