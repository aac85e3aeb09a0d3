package io.sealpost.tlog;

import static io.sealpost.tlog.InvalidLogData.Reason.SIGNATURE_LINE;

import java.nio.ByteBuffer;

/**
 * One signature line of a note: {@code — name base64(u32-BE key id ‖ signature)}.
 *
 * @param bytes the signature; 64 bytes for Ed25519
 */
public record NoteSignature(String name, int keyId, byte[] bytes) {
    private static final String DASH = "\u2014 ";

    static NoteSignature by(NoteSigner signer, byte[] text) {
        return new NoteSignature(signer.key().name(), signer.key().id(), signer.sign(text));
    }

    static NoteSignature parse(String line) {
        InvalidLogData.unless(line.startsWith(DASH), SIGNATURE_LINE);
        String[] parts = line.substring(DASH.length()).split(" ", -1);
        InvalidLogData.unless(parts.length == 2 && NoteKey.isName(parts[0]), SIGNATURE_LINE);
        ByteBuffer signed = ByteBuffer.wrap(StrictText.base64(parts[1]));
        InvalidLogData.unless(signed.remaining() > Integer.BYTES, SIGNATURE_LINE);
        int keyId = signed.getInt();
        byte[] bytes = new byte[signed.remaining()];
        signed.get(bytes);
        return new NoteSignature(parts[0], keyId, bytes);
    }

    boolean isBy(NoteKey key) {
        return key.name().equals(name) && key.id() == keyId;
    }

    String line() {
        byte[] id = ByteBuffer.allocate(Integer.BYTES).putInt(keyId).array();
        return DASH + name + " " + StrictText.base64(NoteKey.concat(id, bytes)) + "\n";
    }
}
