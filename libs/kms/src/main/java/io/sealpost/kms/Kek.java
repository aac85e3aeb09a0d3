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
import org.jspecify.annotations.Nullable;

/**
 * The key-encryption key (KEK): wraps private keys and subject keys before they are stored in a
 * row. It is kept outside the databases, so a dump of a database opens nothing. Thread-safe. Each
 * call may block while its client requests a key service.
 *
 * <p>A KEK that can be opened is not necessarily the one that wrapped the stored keys. It is
 * <em>proven</em> once it has unwrapped a stored key. Until then it is opened again after each
 * failed unwrap, so a wrong keyset file can be replaced without a restart.
 */
public final class Kek {
    private static final int SAMPLE_SIZE = 32;

    private final String uri;
    private final KmsClient client;
    private volatile @Nullable Aead opened;
    private volatile boolean proven;

    private Kek(String uri, KmsClient client) {
        this.uri = uri;
        this.client = client;
    }

    /**
     * Creates a local keyset file of mode 0600 where none exists, and returns its URI for {@link
     * #at}.
     */
    public static String create(Path file) {
        LocalKeyset.create(file);
        return LocalKeyset.uri(file);
    }

    /**
     * The key of a URI, such as {@code local-keyset:///var/lib/sealpost/kek.json}, through the
     * {@link KmsClient} on the class path that supports it. The key is opened at its first use, and
     * again at the next use where that fails. Opening never creates a key. Call once and keep the
     * result.
     *
     * @throws KekUnavailable UNSUPPORTED_URI where no client supports the URI; retrying does not
     *     help
     */
    public static Kek at(String uri) {
        KmsClient client =
                StreamSupport.stream(ServiceLoader.load(KmsClient.class).spliterator(), false)
                        .filter(known -> known.doesSupport(uri))
                        .findFirst()
                        .orElseThrow(() -> new KekUnavailable(Reason.UNSUPPORTED_URI, uri));
        return new Kek(uri, client);
    }

    /**
     * Opens the key where it is not open, and checks it with a sample that it wraps and unwraps.
     *
     * @throws KekUnavailable where the key is unavailable
     */
    public void open() {
        Object unused = aead();
    }

    /**
     * Wraps a secret for one place. Unwrapping requires the same {@code context}, which is a label
     * and the ids of the row.
     *
     * @throws KekUnavailable where the key is unavailable
     */
    public byte[] wrap(Secret secret, Canonical context) {
        return wrap(aead(), secret, context);
    }

    /**
     * The secret; empty where another key wrapped it, where it was wrapped for another place, or
     * where it was changed.
     *
     * @throws KekUnavailable where the key is unavailable
     */
    public Optional<Secret> unwrap(byte[] wrapped, Canonical context) {
        Aead aead = aead();
        Optional<Secret> secret = unwrap(aead, wrapped, context);
        if (secret.isEmpty()) {
            // A client throws the same exception for an outage and for a wrong key.
            requireAnswer(aead);
            if (!proven) {
                opened = null;
            }
        } else {
            proven = true;
        }
        return secret;
    }

    /** Whether the key has unwrapped a stored key, and so is the right one. */
    public boolean isProven() {
        return proven;
    }

    private Aead aead() {
        Aead known = opened;
        return known != null ? known : opened();
    }

    private synchronized Aead opened() {
        Aead known = opened;
        if (known == null) {
            known = found();
            requireAnswer(known);
            opened = known;
        }
        return known;
    }

    private Aead found() {
        try {
            return client.withDefaultCredentials().getAead(uri);
        } catch (GeneralSecurityException e) {
            throw new KekUnavailable(Reason.NOT_OPENED, uri);
        }
    }

    private static void requireAnswer(Aead aead) {
        Secret sample = Secret.random(SAMPLE_SIZE);
        Canonical context = Canonical.labelled("sealpost/kek-check/v1");
        if (!unwrap(aead, wrap(aead, sample, context), context).equals(Optional.of(sample))) {
            throw new KekUnavailable(Reason.NO_ANSWER, "unwrapping");
        }
    }

    private static byte[] wrap(Aead aead, Secret secret, Canonical context) {
        try {
            return aead.encrypt(secret.reveal(), context.toArray());
        } catch (GeneralSecurityException e) {
            throw new KekUnavailable(Reason.NO_ANSWER, "wrapping");
        }
    }

    private static Optional<Secret> unwrap(Aead aead, byte[] wrapped, Canonical context) {
        try {
            return Optional.of(Secret.of(aead.decrypt(wrapped, context.toArray())));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }
}
