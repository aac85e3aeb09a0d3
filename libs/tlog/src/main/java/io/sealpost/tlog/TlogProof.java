package io.sealpost.tlog;

import static io.sealpost.tlog.InvalidLogData.Reason.*;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An offline proof that a leaf is in a log, as a file (c2sp.org/tlog-proof).
 *
 * @param extra not covered by the proof, here an encoded {@link LeafOpening}; empty for none
 * @param index of the leaf
 * @param path the inclusion proof, from the leaf's sibling upwards
 */
public record TlogProof(byte[] extra, long index, List<Hash> path, SignedNote checkpoint) {
    private static final String HEADER = "c2sp.org/tlog-proof@v1";
    private static final int MAX_PATH_LENGTH = 63;

    public TlogProof {
        path = List.copyOf(path);
    }

    public static TlogProof parse(byte[] file) {
        String text = StrictText.lines(file);
        int blank = text.indexOf("\n\n");
        InvalidLogData.unless(blank >= 0, EMPTY_LINE);
        List<String> lines = new ArrayList<>(StrictText.split(text.substring(0, blank + 1)));
        InvalidLogData.unless(lines.removeFirst().equals(HEADER), InvalidLogData.Reason.HEADER);
        byte[] extra = extra(lines);
        long index = StrictText.decimal(value(lines, "index "));
        InvalidLogData.unless(lines.size() <= MAX_PATH_LENGTH, TOO_MANY_HASHES);
        List<Hash> path = lines.stream().map(Hash::parse).toList();
        SignedNote note = SignedNote.parse(text.substring(blank + 2).getBytes(UTF_8));
        return new TlogProof(extra, index, path, note);
    }

    public byte[] encode() {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        if (extra.length > 0) {
            text.append("extra ").append(StrictText.base64(extra)).append('\n');
        }
        text.append("index ").append(index).append('\n');
        path.forEach(hash -> text.append(hash).append('\n'));
        return NoteKey.concat(text.append('\n').toString().getBytes(UTF_8), checkpoint.encode());
    }

    /**
     * Verifies that the leaf is at the index in the tree that the log signed.
     *
     * @throws InvalidLogData where the checkpoint is not signed by the log
     */
    public ProofResult verify(NoteKey log, Hash leafHash) {
        Checkpoint head = Checkpoint.open(checkpoint, log);
        return ProofVerifier.inclusion(index, head.size(), leafHash, path, head.root());
    }

    /** The same for the leaf that is recomputed from {@link #extra}. */
    public ProofResult verifyOpening(NoteKey log) {
        return verify(log, new TreeHasher().leaf(opening().leaf().encode()));
    }

    public LeafOpening opening() {
        return LeafOpening.decode(extra);
    }

    private static byte[] extra(List<String> lines) {
        if (lines.isEmpty() || !lines.getFirst().startsWith("extra ")) {
            return new byte[0];
        }
        byte[] extra = StrictText.base64(value(lines, "extra "));
        InvalidLogData.unless(extra.length > 0, BASE64);
        return extra;
    }

    private static String value(List<String> lines, String name) {
        InvalidLogData.unless(!lines.isEmpty() && lines.getFirst().startsWith(name), TOO_FEW_LINES);
        return lines.removeFirst().substring(name.length());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TlogProof proof && Arrays.equals(encode(), proof.encode());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encode());
    }
}
