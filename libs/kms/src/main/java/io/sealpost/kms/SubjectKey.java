package io.sealpost.kms;

import io.sealpost.seal.Canonical;
import io.sealpost.seal.Secret;
import io.sealpost.seal.key.AesKey;
import java.util.Optional;

/**
 * The key of one data subject: encrypts the subject's personal columns with AES-256-GCM. Deleting
 * the row of the key makes them unreadable (crypto-shredding). Thread-safe.
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

    /** The wrapped key, for its row. {@code subjectKeyId} is the id of that row. */
    public byte[] wrapped(Kek kek, String subjectKeyId) {
        return kek.wrap(secret, context(subjectKeyId));
    }

    /** Empty where another KEK wrapped it, or where it was wrapped for another row. */
    public static Optional<SubjectKey> unwrapped(Kek kek, byte[] wrapped, String subjectKeyId) {
        return kek.unwrap(wrapped, context(subjectKeyId)).map(SubjectKey::new);
    }

    /** Nonce ‖ ciphertext ‖ tag: 28 bytes longer than the value. */
    public byte[] encrypt(PersonalColumn column, byte[] value) {
        return key.encrypt(value, column.associatedData());
    }

    /** Empty for a value that was changed, moved, or encrypted with another subject's key. */
    public Optional<byte[]> decrypt(PersonalColumn column, byte[] value) {
        return key.decrypt(value, column.associatedData());
    }

    private static Canonical context(String subjectKeyId) {
        return Canonical.labelled("sealpost/subject-key/v1").text(subjectKeyId);
    }
}
