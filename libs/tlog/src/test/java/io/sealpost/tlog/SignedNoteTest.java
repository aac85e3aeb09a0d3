package io.sealpost.tlog;

import static io.sealpost.tlog.InvalidLogData.Reason.*;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the published keys and notes of golang.org/x/mod/sumdb/note and of the specification. */
class SignedNoteTest {
    private static final String SKEY =
            "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    private static final String PETER =
            "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    private static final String ENOCH =
            "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
    private static final String TEXT =
            """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.
            """;
    private static final String PETER_LINE =
            "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdng"
                    + "otpRZb6KE6RyyBwJnAM=\n";
    private static final String ENOCH_LINE =
            "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnW"
                    + "Lox33WWd1RvMc+QQ=\n";
    private static final String NOTE = TEXT + "\n" + PETER_LINE;

    @Test
    void thePrivateKeyOfGosExampleSignsItsNote() {
        NoteSigner signer = NoteSigner.parse(SKEY);

        assertThat(SignedNote.sign(TEXT, signer).encode()).isEqualTo(NOTE.getBytes(UTF_8));
        assertThat(signer.key().vkey()).isEqualTo(PETER);
        assertThat(signer.skey()).isEqualTo(SKEY);
        assertThat(signer).hasToString("[redacted]");
    }

    @Test
    void eachSignatureOfGosExampleVerifiesWithItsKey() {
        SignedNote note = SignedNote.parse((NOTE + ENOCH_LINE).getBytes(UTF_8));
        note.verify(NoteKey.parse(PETER));
        note.verify(NoteKey.parse(ENOCH));

        assertThat(note.text()).isEqualTo(TEXT);
        assertThat(note.encode()).isEqualTo((NOTE + ENOCH_LINE).getBytes(UTF_8));
    }

    @Test
    void theExampleOfTheSpecificationVerifies() {
        String key = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
        String note =
                "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6Tf"
                        + "Xppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

        SignedNote parsed = SignedNote.parse(note.getBytes(UTF_8));
        parsed.verify(NoteKey.parse(key));

        assertThat(parsed.encode()).isEqualTo(note.getBytes(UTF_8));
    }

    @Test
    void aNoteWithoutASignatureByTheKeyIsRefused() {
        SignedNote note = SignedNote.parse(NOTE.getBytes(UTF_8));

        assertThatThrownBy(() -> note.verify(NoteKey.parse(ENOCH)))
                .hasMessage(NOT_SIGNED_BY_KEY.name());
    }

    @Test
    void everyFlippedBitOfTextOrSignatureIsFound() {
        byte[] note = NOTE.getBytes(UTF_8);
        NoteKey key = NoteKey.parse(PETER);

        for (int bit = 0; bit < note.length * 8; bit++) {
            byte[] flipped = note.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> SignedNote.parse(flipped).verify(key))
                    .as("bit " + bit)
                    .isInstanceOf(InvalidLogData.class);
        }
    }

    @Test
    void malformedNotesAreRefusedWithTheirReason() {
        assertRefused(TEXT, NO_SIGNATURE);
        assertRefused(TEXT + "\n", NO_SIGNATURE);
        assertRefused(NOTE.substring(0, NOTE.length() - 1), MISSING_NEWLINE);
        assertRefused(NOTE.replace("\n", "\r\n"), CARRIAGE_RETURN);
        assertRefused("\u0001" + NOTE, CONTROL_CHARACTER);
        assertRefused(NOTE + "Unexpected line.\n", SIGNATURE_LINE);
        assertRefused(NOTE.replace("PeterNeumann x", "Bad Name x"), SIGNATURE_LINE);
        assertRefused(NOTE.replace("PeterNeumann x", "a+b x"), SIGNATURE_LINE);
        assertRefused(NOTE.replace("wJnAM=", "wJnAN="), BASE64);
        assertRefused(NOTE.replace("wJnAM=", "wJnAM"), BASE64);
        assertRefused(TEXT + "\n— PeterNeumann x08gow==\n", SIGNATURE_LINE);
        assertRefused(TEXT + "\n" + PETER_LINE.repeat(101), TOO_MANY_SIGNATURES);
        assertRefused("a".repeat(1_000_001), TOO_LARGE);
        assertThatThrownBy(() -> SignedNote.parse(new byte[] {(byte) 0xff, '\n'}))
                .hasMessage(NOT_UTF8.name());
    }

    @Test
    void everyChangedKeyIsRefused() {
        assertEveryChangeRefused(PETER, NoteKey::parse);
        assertEveryChangeRefused(SKEY, NoteSigner::parse);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
                "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
            })
    void keysOfAWrongLengthOrKindAreRefused(String vkey) {
        assertThatThrownBy(() -> NoteKey.parse(vkey)).isInstanceOf(InvalidLogData.class);
    }

    @Test
    void generatedKeysSignAndNamesAreChecked() {
        NoteSigner signer = NoteSigner.generate("log.example", new SecureRandom());
        SignedNote.sign("hello\n", signer).verify(NoteKey.parse(signer.key().vkey()));

        assertThat(NoteSigner.parse(signer.skey()).key()).isEqualTo(signer.key());
        assertThatThrownBy(() -> NoteSigner.of("two words", new byte[32]))
                .hasMessage(KEY_NAME.name());
    }

    private static void assertEveryChangeRefused(String key, Function<String, ?> parse) {
        for (int from = 0; from <= key.length(); from++) {
            for (int to = from + 1; to <= key.length(); to++) {
                String part = key.substring(from, to);
                if (!part.equals(key)) {
                    assertThatThrownBy(() -> parse.apply(part)).isInstanceOf(InvalidLogData.class);
                }
            }
        }
        for (int i = 0; i < key.length(); i++) {
            char next = (char) (key.charAt(i) + 1);
            String changed = key.substring(0, i) + next + key.substring(i + 1);
            assertThatThrownBy(() -> parse.apply(changed)).isInstanceOf(InvalidLogData.class);
        }
    }

    private static void assertRefused(String note, InvalidLogData.Reason reason) {
        assertThatThrownBy(() -> SignedNote.parse(note.getBytes(UTF_8))).hasMessage(reason.name());
    }
}
