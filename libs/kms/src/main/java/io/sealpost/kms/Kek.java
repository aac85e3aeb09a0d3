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
 * The key-encryption key: wraps private and subject keys before they reach a row. It lives outside
 * the databases, so that a dump of all of them opens nothing. Thread-safe; each use may block for
 * as long as its client asks a key service.
 *
 * <p>That it can be opened does not say that it is the one the stored keys were wrapped by; that it
 * has unwrapped one of them does. Until then it is opened anew after each that it does not unwrap,
 * so that putting the right one in its place is enough.
 */
public final class Kek {
    private static final int SAMPLE = 32;

    private final String uri;
    private final KmsClient client;
    private volatile @Nullable Aead opened;
    private volatile boolean proven;

    private Kek(String uri, KmsClient client) {
        this.uri = uri;
        this.client = client;
    }

    /**
     * Makes a local keyset file of mode 0600, unless it is there already, and returns its URI for
     * {@link #at}.
     */
    public static String create(Path file) {
        LocalKeyset.create(file);
        return LocalKeyset.uri(file);
    }

    /**
     * The key behind a URI, such as {@code local-keyset:///var/lib/sealpost/kek.json}, with the
     * {@link KmsClient} on the class path that supports it. It is opened when it is first used, and
     * where that fails, by the next use: its absence is an outage like any other. Opening makes no
     * key. Call once and keep it.
     *
     * @throws KekUnavailable when there is no such client, which no wait mends
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
     * Opens it, unless it is open: it has wrapped and unwrapped something then.
     *
     * @throws KekUnavailable when it cannot be had now
     */
    public void open() {
        Object unused = aead();
    }

    /**
     * Wraps a secret for one place: what {@code context} says (a label and the row's ids) must be
     * said again to unwrap it.
     *
     * @throws KekUnavailable when it cannot be had now
     */
    public byte[] wrap(Secret secret, Canonical context) {
        return wrap(aead(), secret, context);
    }

    /**
     * Empty when it was wrapped by another key, for another place, or changed since.
     *
     * @throws KekUnavailable when it cannot be had now
     */
    public Optional<Secret> unwrap(byte[] wrapped, Canonical context) {
        Aead aead = aead();
        Optional<Secret> secret = unwrap(aead, wrapped, context);
        if (secret.isEmpty()) {
            // A client says in the same words that it has no answer and that the answer is no.
            requireAnswer(aead);
            if (!proven) {
                opened = null;
            }
        } else {
            proven = true;
        }
        return secret;
    }

    /** Whether it has unwrapped something: nobody has to try whether it is the right one. */
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
        Secret sample = Secret.random(SAMPLE);
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
