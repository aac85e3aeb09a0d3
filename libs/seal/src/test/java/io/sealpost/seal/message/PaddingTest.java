package io.sealpost.seal.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.sealpost.seal.Sha256;
import io.sealpost.seal.Vectors;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaddingTest {
    @Test
    void paddingIsAsPublished() {
        JsonObject vectors = Vectors.read("padding.json").getAsJsonObject();
        for (JsonObject vector : Vectors.list(vectors.get("sizes"))) {
            byte[] padded = Padding.pad(published((int) Vectors.number(vector, "payload")));
            assertThat(padded).hasSize((int) Vectors.number(vector, "padded"));
            assertThat(Sha256.of(padded).toArray()).isEqualTo(Vectors.hex(vector, "sha256"));
        }
    }

    @Test
    void aPayloadOfAnyLengthIsUnpadded() {
        Random random = new Random(4);
        for (int i = 0; i < 2_000; i++) {
            byte[] payload = new byte[random.nextInt(Padding.MAX_PAYLOAD + 1)];
            random.nextBytes(payload);
            byte[] padded = Padding.pad(payload);
            assertThat(Padding.isPadded(padded.length)).isTrue();
            assertThat(Padding.unpad(padded)).hasValue(payload);
        }
    }

    @Test
    void aPayloadOneByteOverTheLimitIsRefused() {
        assertThat(Padding.pad(new byte[Padding.MAX_PAYLOAD])).hasSize(Padding.MAX_SIZE);
        assertThatThrownBy(() -> Padding.pad(new byte[Padding.MAX_PAYLOAD + 1]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {-16, 0, 1, 255, 257, 768, 4_095, 6_144, 12_289, 65_537, 69_632})
    void otherSizesAreNotPadded(int size) {
        assertThat(Padding.isPadded(size)).isFalse();
        assertThat(Padding.unpad(new byte[Math.max(0, size)])).isEmpty();
    }

    @Test
    void aFillingByteThatIsNotZeroIsRefused() {
        byte[] padded = Padding.pad(new byte[100]);
        for (int i = 104; i < padded.length; i++) {
            byte[] changed = padded.clone();
            changed[i] = 1;
            assertThat(Padding.unpad(changed)).isEmpty();
        }
    }

    @Test
    void aLengthOfAnotherPaddedSizeIsRefused() {
        byte[] negative = Padding.pad(new byte[10]);
        Arrays.fill(negative, 0, 4, (byte) 0xFF);
        assertThat(Padding.unpad(negative)).isEmpty();
        byte[] tooSmall = Arrays.copyOf(Padding.pad(new byte[10]), 512);
        assertThat(Padding.unpad(tooSmall)).isEmpty();
        byte[] tooLarge = new byte[256];
        tooLarge[2] = 1;
        assertThat(Padding.unpad(tooLarge)).isEmpty();
    }

    /** SHA-256("pad0") ‖ SHA-256("pad1") ‖ …, cut. */
    private static byte[] published(int size) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; bytes.size() < size; i++) {
            bytes.writeBytes(Sha256.of(("pad" + i).getBytes(UTF_8)).toArray());
        }
        return Arrays.copyOf(bytes.toByteArray(), size);
    }
}
