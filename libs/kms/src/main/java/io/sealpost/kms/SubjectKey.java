package io.sealpost.kms;

import io.sealpost.seal.Canonical;
import io.sealpost.seal.Secret;
import io.sealpost.seal.key.AesKey;
import java.util.Optional;

/**
 * One data subject's key: encrypts their personal columns, AES-256-GCM. Deleting its row makes them
 * unreadable (crypto-shredding). Thread-safe.
 */
public final class SubjectKey {
    private final Secret secret;
    private final AesKey key;

    private SubjectKey(Secret secret) {
        this.secret = secret;
        this.key = AesKey.of(secret);
    }

    public static SubjectKey generate() {
        return new SubjectKey(Secret.random(AesKey.SIZE));
    }

    /** For the subject's key row; {@code subjectKeyId} names that row. */
    public byte[] wrapped(Kek kek, String subjectKeyId) {
        return kek.wrap(secret, context(subjectKeyId));
    }

    /** Empty when another key wrapped it, or for another row. */
    public static Optional<SubjectKey> unwrapped(Kek kek, byte[] wrapped, String subjectKeyId) {
        return kek.unwrap(wrapped, context(subjectKeyId)).map(SubjectKey::new);
    }

    /** Nonce ‖ ciphertext ‖ tag: 28 bytes longer than the value. */
    public byte[] encrypt(PersonalColumn column, byte[] value) {
        return key.encrypt(value, column.associatedData());
    }

    /** Empty for a value changed, moved, or encrypted under another subject's key. */
    public Optional<byte[]> decrypt(PersonalColumn column, byte[] value) {
        return key.decrypt(value, column.associatedData());
    }

    private static Canonical context(String subjectKeyId) {
        return Canonical.labelled("sealpost/subject-key/v1").text(subjectKeyId);
    }
}
