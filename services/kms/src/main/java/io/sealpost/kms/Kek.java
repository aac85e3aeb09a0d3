package io.sealpost.kms;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KmsClient;
import io.sealpost.kms.KekUnavailable.Reason;
import io.sealpost.seal.Canonical;
import io.sealpost.seal.Secret;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.StreamSupport;

/**
 * The key-encryption key: wraps private and subject keys before they reach a row. It lives outside
 * the databases, so that a dump of all of them opens nothing. Thread-safe.
 */
public final class Kek {
    private final Aead aead;

    private Kek(Aead aead) {
        this.aead = aead;
    }

    /**
     * Makes a local keyset file of mode 0600, unless it is there already, and returns its URI for
     * {@link #open}.
     */
    public static String create(Path file) {
        LocalKeyset.create(file);
        return LocalKeyset.uri(file);
    }

    /**
     * Opens the key behind a URI, such as {@code local-keyset:///var/lib/sealpost/kek.json}, with
     * the {@link KmsClient} on the class path that supports it. Call once and keep it.
     *
     * @throws KekUnavailable when there is no such client, file or key
     */
    public static Kek open(String uri) {
        KmsClient client =
                StreamSupport.stream(ServiceLoader.load(KmsClient.class).spliterator(), false)
                        .filter(known -> known.doesSupport(uri))
                        .findFirst()
                        .orElseThrow(() -> new KekUnavailable(Reason.UNSUPPORTED_URI, uri));
        try {
            return new Kek(client.withDefaultCredentials().getAead(uri));
        } catch (GeneralSecurityException e) {
            throw new KekUnavailable(Reason.NOT_OPENED, uri);
        }
    }

    /**
     * Wraps a secret for one place: what {@code context} says (a label and the row's ids) must be
     * said again to unwrap it.
     */
    public byte[] wrap(Secret secret, Canonical context) {
        try {
            return aead.encrypt(secret.reveal(), context.toArray());
        } catch (GeneralSecurityException e) {
            throw new KekUnavailable(Reason.NOT_OPENED, "wrapping");
        }
    }

    /** Empty when it was wrapped by another key, for another place, or changed since. */
    public Optional<Secret> unwrap(byte[] wrapped, Canonical context) {
        try {
            return Optional.of(Secret.of(aead.decrypt(wrapped, context.toArray())));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }
}
