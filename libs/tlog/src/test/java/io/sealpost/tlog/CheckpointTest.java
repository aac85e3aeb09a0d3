package io.sealpost.tlog;

import static io.sealpost.tlog.InvalidLogData.Reason.*;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CheckpointTest {
    private static final String ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
    private static final String TEXT = "example.com/behind-the-sofa\n20852163\n" + ROOT + "\n";
    private static final NoteSigner SIGNER =
            NoteSigner.of("example.com/behind-the-sofa", new byte[32]);

    @Test
    void theExampleOfTheSpecificationIsParsedAndEncoded() {
        Checkpoint checkpoint = Checkpoint.parse(TEXT);

        assertThat(checkpoint.origin()).isEqualTo("example.com/behind-the-sofa");
        assertThat(checkpoint.size()).isEqualTo(20_852_163);
        assertThat(checkpoint.root()).hasToString(ROOT);
        assertThat(checkpoint.text()).isEqualTo(TEXT);
    }

    @Test
    void theSignedBytesNeverChange() {
        assertThat(new String(Checkpoint.parse(TEXT).sign(SIGNER).encode(), UTF_8))
                .isEqualTo(
                        TEXT
                                + "\n— example.com/behind-the-sofa "
                                + "nFHOPUO63Y13dtnQuHZB0ONl5ojQtyglZGuN5ue+kCPefAok"
                                + "f76QnnOHoKOXc1iSPksY1qdR7Ud+xxPLfe+A+ar/4QE=\n");
    }

    @Test
    void aSignedCheckpointOpensUnderItsLogsKeyOnly() {
        byte[] note = Checkpoint.parse(TEXT).sign(SIGNER).encode();
        NoteKey other = NoteSigner.of("example.com/behind-the-sofa", seed(1)).key();

        assertThat(Checkpoint.open(note, SIGNER.key())).isEqualTo(Checkpoint.parse(TEXT));
        assertThatThrownBy(() -> Checkpoint.open(note, other)).hasMessage(NOT_SIGNED_BY_KEY.name());
    }

    @Test
    void aSignedCheckpointOfAnotherLogIsRefused() {
        byte[] note = new Checkpoint("example.com/other", 1, Hash.EMPTY_ROOT).sign(SIGNER).encode();

        assertThatThrownBy(() -> Checkpoint.open(note, SIGNER.key())).hasMessage(ORIGIN.name());
    }

    @Test
    void extensionLinesAreIgnored() {
        assertThat(Checkpoint.parse(TEXT + "later\n")).isEqualTo(Checkpoint.parse(TEXT));
    }

    @Test
    void everyOtherSpellingIsRefusedWithItsReason() {
        assertRefused("o\n1\n" + ROOT, MISSING_NEWLINE);
        assertRefused("o\n1\n", TOO_FEW_LINES);
        assertRefused("\n1\n" + ROOT + "\n", EMPTY_LINE);
        assertRefused("o\n1\n" + ROOT + "\n\n", EMPTY_LINE);
        assertRefused("o\n01\n" + ROOT + "\n", LEADING_ZERO);
        assertRefused("o\n00\n" + ROOT + "\n", LEADING_ZERO);
        assertRefused("o\n-1\n" + ROOT + "\n", NUMBER);
        assertRefused("o\n+1\n" + ROOT + "\n", NUMBER);
        assertRefused("o\n1 \n" + ROOT + "\n", NUMBER);
        assertRefused("o\n١\n" + ROOT + "\n", NUMBER);
        assertRefused("o\n9223372036854775808\n" + ROOT + "\n", NUMBER);
        assertRefused("o\n1\n" + ROOT.replace("I=", "J=") + "\n", BASE64);
        assertRefused("o\n1\n" + ROOT.replace("=", "") + "\n", BASE64);
        assertRefused("o\n1\n" + ROOT.replace("/", "_") + "\n", BASE64);
        assertRefused("o\n1\nAAAA\n", HASH_LENGTH);
        assertRefused("o\n1\n" + ROOT + "\r\n", BASE64);
    }

    @Test
    void aSignedCheckpointWithCarriageReturnsIsRefused() {
        String note = new String(Checkpoint.parse(TEXT).sign(SIGNER).encode(), UTF_8);

        assertThatThrownBy(
                        () ->
                                Checkpoint.open(
                                        note.replace("\n", "\r\n").getBytes(UTF_8), SIGNER.key()))
                .hasMessage(CARRIAGE_RETURN.name());
    }

    private static byte[] seed(int first) {
        byte[] seed = new byte[32];
        seed[0] = (byte) first;
        return seed;
    }

    private static void assertRefused(String text, InvalidLogData.Reason reason) {
        assertThatThrownBy(() -> Checkpoint.parse(text)).hasMessage(reason.name());
    }
}
