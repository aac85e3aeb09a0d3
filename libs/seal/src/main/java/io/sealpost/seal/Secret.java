package io.sealpost.seal;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.util.SecretBytes;
import org.jspecify.annotations.Nullable;

/** Secret bytes. Only {@link #reveal} returns them; {@code toString} does not. Immutable. */
public final class Secret {
    private final SecretBytes value;

    private Secret(SecretBytes value) {
        this.value = value;
    }

    public static Secret of(byte[] value) {
        return new Secret(SecretBytes.copyFrom(value, InsecureSecretKeyAccess.get()));
    }

    public static Secret random(int size) {
        return new Secret(SecretBytes.randomBytes(size));
    }

    /** A copy. The caller must not put it into logs, rows or exception messages. */
    public byte[] reveal() {
        return value.toByteArray(InsecureSecretKeyAccess.get());
    }

    public SecretBytes tink() {
        return value;
    }

    public int size() {
        return value.size();
    }

    /** In constant time. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret that && value.equalsSecretBytes(that.value);
    }

    /**
     * Equal for all secrets of the same size: a hash of the bytes would reveal something of them.
     */
    @Override
    public int hashCode() {
        return value.size();
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
