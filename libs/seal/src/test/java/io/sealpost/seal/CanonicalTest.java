package io.sealpost.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CanonicalTest {
    @Test
    void everyKindOfFieldHasOneEncoding() {
        byte[] bytes =
                Canonical.labelled("l/v1")
                        .text("é")
                        .symbol(Thread.State.NEW)
                        .uuid(new UUID(1, 2))
                        .time(Instant.ofEpochMilli(258))
                        .number((Integer) 3)
                        .suite(Suite.X_WING)
                        .count(2)
                        .rawLong(4)
                        .toArray();
        assertThat(HexFormat.of().formatHex(bytes))
                .isEqualTo(
                        "6c2f7631"
                                + "0002c3a9"
                                + "00034e4557"
                                + "001000000000000000010000000000000002"
                                + "00080000000000000102"
                                + "00080000000000000003"
                                + "000101"
                                + "0002"
                                + "0000000000000004");
    }

    @Test
    void anAbsentFieldIsEmpty() {
        Canonical fields =
                Canonical.unlabelled().text(null).uuid(null).time(null).number((Integer) null);
        assertThat(fields.bytes((Bytes) null).hash(null).symbol(null).toArray())
                .containsOnly(0)
                .hasSize(14);
    }

    @Test
    void aFieldHasAtMost65535Bytes() {
        byte[] bytes = Canonical.unlabelled().bytes(new byte[0xFFFF]).toArray();
        assertThat(bytes).hasSize(0xFFFF + 2).startsWith(0xFF, 0xFF);
        assertThatThrownBy(() -> Canonical.unlabelled().bytes(new byte[0x10000]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void movingAByteFromOneFieldToTheNextChangesTheBytes() {
        assertThat(Canonical.unlabelled().text("ab").text("c").toArray())
                .isNotEqualTo(Canonical.unlabelled().text("a").text("bc").toArray());
    }

    @Test
    void theReaderReturnsWhatWasWritten() {
        Instant time = Instant.ofEpochMilli(1_733_000_000_000L);
        byte[] bytes = Canonical.unlabelled().text("ü").bytes(new byte[] {7}).time(time).toArray();
        CanonicalReader reader = new CanonicalReader(bytes);
        assertThat(reader.text()).isEqualTo("ü");
        assertThat(reader.bytes()).containsExactly(7);
        assertThat(reader.time()).isEqualTo(time);
        reader.end();
    }

    @Test
    void readingPastTheEndOrLeavingBytesIsMalformed() {
        assertThatThrownBy(() -> new CanonicalReader(new byte[] {0, 2, 1}).bytes())
                .isInstanceOf(CanonicalReader.Malformed.class);
        assertThatThrownBy(() -> new CanonicalReader(new byte[] {0}).end())
                .isInstanceOf(CanonicalReader.Malformed.class);
        assertThatThrownBy(() -> new CanonicalReader(new byte[] {0, 1, (byte) 0xFF}).text())
                .isInstanceOf(CanonicalReader.Malformed.class);
    }

    @Test
    void aSecretIsRevealedOnlyOnRequest() {
        Secret secret = Secret.of("hunter2".getBytes(UTF_8));
        assertThat(secret)
                .hasToString("[redacted]")
                .isEqualTo(Secret.of("hunter2".getBytes(UTF_8)));
        assertThat(secret.reveal()).asString(UTF_8).isEqualTo("hunter2");
        assertThat(Secret.random(32)).isNotEqualTo(Secret.random(32));
    }
}
