package io.sealpost.tlog;

import static io.sealpost.tlog.InvalidLogData.Reason.*;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A text and the signatures under it (c2sp.org/signed-note).
 *
 * @param text ends in a newline; not trusted before {@link #verify}
 */
public record SignedNote(String text, List<NoteSignature> signatures) {
    private static final int MAX_NOTE_SIZE = 1_000_000;
    private static final int MAX_SIGNATURES = 100;

    public SignedNote {
        InvalidLogData.unless(text.endsWith("\n"), MISSING_NEWLINE);
        signatures = List.copyOf(signatures);
    }

    public static SignedNote sign(String text, NoteSigner... signers) {
        byte[] bytes = text.getBytes(UTF_8);
        return new SignedNote(
                StrictText.lines(bytes),
                Arrays.stream(signers).map(s -> NoteSignature.by(s, bytes)).toList());
    }

    /** Parses strictly: the parsed note encodes to the same bytes. */
    public static SignedNote parse(byte[] note) {
        InvalidLogData.unless(note.length <= MAX_NOTE_SIZE, TOO_LARGE);
        String all = StrictText.lines(note);
        int blank = all.lastIndexOf("\n\n");
        InvalidLogData.unless(blank >= 0 && blank + 2 < all.length(), NO_SIGNATURE);
        List<String> lines = StrictText.split(all.substring(blank + 2));
        InvalidLogData.unless(lines.size() <= MAX_SIGNATURES, TOO_MANY_SIGNATURES);
        List<NoteSignature> signatures = lines.stream().map(NoteSignature::parse).toList();
        return new SignedNote(all.substring(0, blank + 1), signatures);
    }

    public byte[] encode() {
        String lines = signatures.stream().map(NoteSignature::line).collect(Collectors.joining());
        return (text + "\n" + lines).getBytes(UTF_8);
    }

    /**
     * Verifies the signatures of one key. Signatures of other keys are ignored.
     *
     * @throws InvalidLogData BAD_SIGNATURE or NOT_SIGNED_BY_KEY
     */
    public void verify(NoteKey key) {
        List<NoteSignature> own = signatures.stream().filter(s -> s.isBy(key)).toList();
        InvalidLogData.unless(!own.isEmpty(), NOT_SIGNED_BY_KEY);
        byte[] bytes = text.getBytes(UTF_8);
        InvalidLogData.unless(
                own.stream().allMatch(s -> key.verifies(bytes, s.bytes())), BAD_SIGNATURE);
    }
}
