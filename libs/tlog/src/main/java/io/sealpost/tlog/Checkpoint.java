package io.sealpost.tlog;

import static io.sealpost.tlog.InvalidLogData.Reason.*;

import java.util.List;

/**
 * The head of a log (c2sp.org/tlog-checkpoint): origin, number of leaves, root hash. Extension
 * lines are ignored when reading and never written.
 */
public record Checkpoint(String origin, long size, Hash root) {
    public Checkpoint {
        InvalidLogData.unless(!origin.isEmpty() && origin.indexOf('\n') < 0, ORIGIN);
        InvalidLogData.unless(size >= 0, NUMBER);
    }

    /** Parses the text of a note. Verifies no signature. */
    public static Checkpoint parse(String text) {
        List<String> lines = StrictText.split(text);
        InvalidLogData.unless(lines.size() >= 3, TOO_FEW_LINES);
        InvalidLogData.unless(lines.stream().noneMatch(String::isEmpty), EMPTY_LINE);
        return new Checkpoint(
                lines.get(0), StrictText.decimal(lines.get(1)), Hash.parse(lines.get(2)));
    }

    /**
     * Parses a signed checkpoint of the log with that key, and verifies the signature. The origin
     * must be the key's name.
     */
    public static Checkpoint open(byte[] note, NoteKey key) {
        return open(SignedNote.parse(note), key);
    }

    static Checkpoint open(SignedNote note, NoteKey key) {
        note.verify(key);
        Checkpoint checkpoint = parse(note.text());
        InvalidLogData.unless(checkpoint.origin.equals(key.name()), ORIGIN);
        return checkpoint;
    }

    public String text() {
        return origin + "\n" + size + "\n" + root + "\n";
    }

    public SignedNote sign(NoteSigner signer) {
        return SignedNote.sign(text(), signer);
    }
}
